import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type NpmOptions, readNpmOptions } from "../download/read-npm-options.js";
import { assertMayContact } from "./assert-may-contact.js";
import { isLoopback } from "./parse-registry-address.js";

/** One registry, and how npm and its fetchers reach that one and no other. */
export interface NpmSession extends AsyncDisposable {
  registry: string;
  /** Options for npm's fetchers. */
  fetchOptions: NpmOptions;
  /**
   * The environment of npm processes. Credentials are in it, so that none is in a command line or a
   * file.
   */
  env: NodeJS.ProcessEnv;
  /** A folder with a manifest and no configuration, where npm processes run. */
  folder: string;
  /** Arguments that name the registry and leave every configuration file out. */
  args: readonly string[];
}

/**
 * Takes from npm's configuration the credentials for `registry` and how to reach the network, and
 * nothing else: no configured registry, tag or switch has a say in where a package goes.
 */
export async function openNpmSession(
  registry: string,
  { env, cwd }: { env: NodeJS.ProcessEnv; cwd: string },
): Promise<NpmSession> {
  assertMayContact(registry);
  const configured = await readNpmOptions(env, cwd);
  const credentials = credentialsFor(registry, configured);
  const folder = await mkdtemp(join(tmpdir(), "npm-session-"));
  await writeFile(join(folder, "package.json"), '{"private":true}\n');
  // Two names: npm refuses to read one file as both.
  const [user, global] = [join(folder, "no-user-config"), join(folder, "no-global-config")];
  return {
    registry,
    folder,
    fetchOptions: { ...reach(registry, configured), ...credentials, registry, fetchRetries: 1 },
    env: { ...withoutNpm(env, registry), ...asEnv(reach(registry, configured), credentials) },
    args: ["--registry", registry, "--userconfig", user, "--globalconfig", global],
    [Symbol.asyncDispose](): Promise<void> {
      return rm(folder, { recursive: true, force: true });
    },
  };
}

/** npm keeps credentials under the address they belong to, or one above it. */
function credentialsFor(registry: string, configured: NpmOptions): Record<string, string> {
  const address = registry.slice(registry.indexOf("//"));
  const found = Object.entries(configured).filter(
    ([key, value]) =>
      typeof value === "string" &&
      key.startsWith("//") &&
      address.startsWith(key.slice(0, key.lastIndexOf("/") + 1)),
  );
  // npm refuses to publish without credentials; registries on this machine want none.
  const token = isLoopback(registry) ? { [`${address}:_authToken`]: "loopback" } : {};
  return { ...token, ...Object.fromEntries(found.map(([key, value]) => [key, String(value)])) };
}

/** Proxy and certificates. What is on this machine is never looked for behind a proxy. */
function reach(registry: string, configured: NpmOptions): NpmOptions {
  if (isLoopback(registry)) return { noProxy: new URL(registry).hostname };
  const { httpsProxy, proxy, noProxy, ca, strictSSL } = configured;
  return { httpsProxy, proxy, noProxy, ca, strictSSL };
}

const proxyVariables = ["http_proxy", "https_proxy", "all_proxy", "proxy", "no_proxy"];

/** npm exports its own configuration, the command line's included, to everything it starts. */
function withoutNpm(env: NodeJS.ProcessEnv, registry: string): NodeJS.ProcessEnv {
  const isDropped = (name: string): boolean =>
    name.startsWith("npm_") || (isLoopback(registry) && proxyVariables.includes(name));
  return Object.fromEntries(Object.entries(env).filter(([name]) => !isDropped(name.toLowerCase())));
}

function asEnv(options: NpmOptions, credentials: Record<string, string>): NodeJS.ProcessEnv {
  const { httpsProxy, proxy, noProxy, ca, strictSSL } = options;
  const settings: Record<string, unknown> = {
    https_proxy: httpsProxy,
    proxy,
    noproxy: noProxy,
    ca: Array.isArray(ca) ? ca.join("\n\n") : ca,
    strict_ssl: strictSSL,
    ...credentials,
  };
  const set = Object.entries(settings).filter(([, value]) => value !== undefined && value !== null);
  return Object.fromEntries(set.map(([key, value]) => [`npm_config_${key}`, String(value)]));
}
