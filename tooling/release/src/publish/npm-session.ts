import { access, constants, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { assertMayContact } from "../assert-may-contact.js";
import { type NpmOptions, readNpmOptions } from "../download/read-npm-options.js";
import { removeOnInterrupt } from "../interruption.js";
import { isLoopback } from "../parse-registry-address.js";
import { ToolError } from "../tool-error.js";

/** How npm and its fetchers reach one registry and no other. */
export interface NpmSession extends AsyncDisposable {
  registry: string;
  /** Options for npm's fetchers. */
  fetchOptions: NpmOptions;
  /**
   * The environment for npm processes. It carries the credentials, so that they are in no argument
   * and no file.
   */
  env: NodeJS.ProcessEnv;
  /** The working folder for npm processes: it has a manifest and no npm configuration. */
  folder: string;
  /** Arguments that set the registry and make npm ignore all configuration files. */
  args: readonly string[];
  /** The digests of tarballs that were read because the registry states none. */
  digests: Map<string, string>;
}

/**
 * Reads only two things from npm's configuration: the credentials for `registry`, and proxy and
 * certificates. No other setting can change where a package is published.
 */
export async function openNpmSession(
  registry: string,
  { env, cwd }: { env: NodeJS.ProcessEnv; cwd: string },
): Promise<NpmSession> {
  assertMayContact(registry);
  const configured = await readNpmOptions(env, cwd);
  if (configured.strictSSL === false && !isLoopback(registry)) throw unchecked(registry);
  const credentials = credentialsFor(registry, configured);
  const folder = await mkdtemp(join(await plainTempFolder(), "npm-session-"));
  const interruption = removeOnInterrupt(folder);
  await writeFile(join(folder, "package.json"), '{"private":true}\n');
  // Two names, since npm refuses one file for both.
  const [user, global] = [join(folder, "no-user-config"), join(folder, "no-global-config")];
  return {
    registry,
    folder,
    fetchOptions: { ...reach(registry, configured), ...credentials, registry, fetchRetries: 1 },
    env: { ...withoutNpm(env, registry), ...asEnv(reach(registry, configured), credentials) },
    digests: new Map(),
    args: ["--registry", registry, "--userconfig", user, "--globalconfig", global],
    [Symbol.asyncDispose](): Promise<void> {
      interruption[Symbol.dispose]();
      return rm(folder, { recursive: true, force: true });
    },
  };
}

/**
 * npm tells the registry the path of the tarball that it uploads, and the registry tells everyone.
 * A user's own folder for temporary files may carry the user's name.
 */
async function plainTempFolder(): Promise<string> {
  if (process.platform === "win32") return tmpdir();
  return access("/tmp", constants.W_OK | constants.X_OK).then(
    () => "/tmp",
    () => tmpdir(),
  );
}

function unchecked(registry: string): ToolError {
  return new ToolError(
    "usage",
    `npm's configuration has strict-ssl=false: nobody would know whether it is ${registry} that ` +
      "gets the credentials. Remove it; for a registry with a certificate of its own, set cafile",
  );
}

/** Finds the credentials whose key is the registry's address or a parent of it. */
function credentialsFor(registry: string, configured: NpmOptions): Record<string, string> {
  const address = registry.slice(registry.indexOf("//"));
  const found = Object.entries(configured).filter(
    ([key, value]) =>
      typeof value === "string" &&
      key.startsWith("//") &&
      address.startsWith(key.slice(0, key.lastIndexOf("/") + 1)),
  );
  // npm refuses to publish without credentials, but a registry on this machine needs none.
  const token = isLoopback(registry) ? { [`${address}:_authToken`]: "loopback" } : {};
  return { ...token, ...Object.fromEntries(found.map(([key, value]) => [key, String(value)])) };
}

/** Proxy and certificate settings. A registry on this machine is never reached through a proxy. */
function reach(registry: string, configured: NpmOptions): NpmOptions {
  if (isLoopback(registry)) return { noProxy: new URL(registry).hostname };
  const { httpsProxy, proxy, noProxy, ca } = configured;
  return { httpsProxy, proxy, noProxy, ca };
}

const proxyVariables = ["http_proxy", "https_proxy", "all_proxy", "proxy", "no_proxy"];

/** Proves to a registry which workflow this is, outside GitHub's workflows. */
const idToken = "npm_id_token";

/**
 * The environment without the variables that npm sets for the programs it starts, which include
 * options of its own command line. A registry on this machine gets no proof of who we are.
 */
function withoutNpm(env: NodeJS.ProcessEnv, registry: string): NodeJS.ProcessEnv {
  const dropped = isLoopback(registry) ? [...proxyVariables, idToken] : [];
  const isDropped = (name: string): boolean =>
    (name.startsWith("npm_") && name !== idToken) || dropped.includes(name);
  return Object.fromEntries(Object.entries(env).filter(([name]) => !isDropped(name.toLowerCase())));
}

function asEnv(options: NpmOptions, credentials: Record<string, string>): NodeJS.ProcessEnv {
  const { httpsProxy, proxy, noProxy, ca } = options;
  const settings: Record<string, unknown> = {
    https_proxy: httpsProxy,
    proxy,
    noproxy: noProxy,
    ca: Array.isArray(ca) ? ca.join("\n\n") : ca,
    ...credentials,
  };
  const set = Object.entries(settings).filter(([, value]) => value !== undefined && value !== null);
  return Object.fromEntries(set.map(([key, value]) => [`npm_config_${key}`, String(value)]));
}
