import type { ThreadStartOptions } from "../../src/index.js";
import type { ProviderOptions } from "./start-with-provider.js";

/** A way to run Codex that needs no login, and the header with which the model is asked. */
export interface ProviderSetUp extends ProviderOptions {
  name: string;
  thread?: ThreadStartOptions;
  /** What the provider is sent; undefined = no key. */
  sends: string | undefined;
}

const fromEnv = {
  provider: 'env_key = "OWN_KEY"',
  env: { OWN_KEY: "key-from-env" },
  sends: "Bearer key-from-env",
};

/** `account/read` says of all of them that a login is needed, or that nobody is logged in. */
export const providerSetUps: readonly ProviderSetUp[] = [
  { name: "a key in the environment", ...fromEnv },
  {
    name: "a header in the settings",
    provider: 'http_headers = { Authorization = "Bearer key-from-header" }',
    sends: "Bearer key-from-header",
  },
  { name: "a gateway that needs no key", sends: undefined },
  {
    name: "a provider of the thread's own",
    ...fromEnv,
    config: "",
    thread: { modelProvider: "own" },
  },
  {
    name: "a provider from the option config",
    ...fromEnv,
    config: "",
    codex: { config: { model_provider: "own" } },
  },
];
