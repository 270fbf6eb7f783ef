import { onTestFinished } from "vitest";
import { Codex, type CodexOptions } from "../../src/index.js";
import { createTestHome, MockResponsesServer, type TestHome } from "../../src/testing/index.js";
import { isAlive } from "../support/is-alive.js";
import { type ModelGateway, startModelGateway } from "./start-model-gateway.js";

export interface ProviderOptions {
  /** Lines of the settings of the model provider `own`. */
  provider?: string;
  /** Lines at the top of `config.toml`; by default they make `own` the provider. */
  config?: string;
  /** The Authorization header that the provider accepts; undefined = it accepts everything. */
  accepts?: string | undefined;
  env?: Record<string, string>;
  codex?: CodexOptions;
}

export interface ProviderSetup {
  codex: Codex;
  model: MockResponsesServer;
  gateway: ModelGateway;
  home: TestHome;
  /** Everything that was logged or traced. */
  records: string[];
}

/** The pinned Codex with a provider that looks at keys. All of it ends with the test. */
export async function startWithProvider(options: ProviderOptions): Promise<ProviderSetup> {
  const { provider = "", accepts, config = 'model_provider = "own"', env, codex: own } = options;
  const model = await MockResponsesServer.start();
  const gateway = await startModelGateway(model, accepts);
  const settings = [
    'model = "gpt-5.5"',
    'cli_auth_credentials_store = "file"',
    config.replace("$BASE_URL", gateway.baseUrl),
    "[model_providers.own]",
    'name = "A provider"',
    `base_url = "${gateway.baseUrl}"`,
    'wire_api = "responses"',
    "supports_websockets = false",
    provider,
  ];
  const home = await createTestHome({ config: settings.join("\n") });
  const records: string[] = [];
  const log = (text: string): void => void records.push(text);
  const codex = new Codex({
    ...home.options,
    env: { ...home.env, ...env },
    logger: { debug: log, info: log, warn: log, error: log },
    trace: (entry) => log(JSON.stringify(entry)),
    ...own,
  });
  onTestFinished(async () => {
    const { pid } = codex;
    await codex.close();
    await model.close();
    await home.dispose();
    if (pid !== undefined && isAlive(pid)) throw new Error(`The server ${pid} outlived close().`);
  });
  return { codex, model, gateway, home, records };
}
