import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CodexOptions } from "../../options/options.js";
import type { MockResponsesServer } from "../model/mock-responses-server.js";
import { type CodexConfigOptions, codexConfig, mockApiKeyVariable } from "./codex-config.js";

/** Options of `createTestHome()`. */
export interface TestHomeOptions {
  /**
   * The stand-in model that `config.toml` names. Default: none, so that Codex uses its own
   * defaults.
   */
  responses?: Pick<MockResponsesServer, "baseUrl"> | undefined;
  /** Further TOML for `config.toml`, top-level keys first. */
  config?: string | undefined;
  /** How Codex treats the stand-in model. */
  provider?: Omit<CodexConfigOptions, "extra"> | undefined;
}

/**
 * Temporary folders and an environment for one Codex process, isolated from the user's own files
 * and settings.
 */
export interface TestHome extends AsyncDisposable {
  /** The folder that contains all the others. `dispose()` removes it. */
  readonly root: string;
  /** The CODEX_HOME, with `config.toml`. */
  readonly codexHome: string;
  /**
   * The HOME folder, which is empty: the shell profile of a real one would slow each thread down
   * and change its commands.
   */
  readonly home: string;
  /** An empty working folder. */
  readonly cwd: string;
  /**
   * The complete environment for the server. It lets the server reach only loopback: its requests
   * to the internet go to a port where nobody listens.
   */
  readonly env: Record<string, string>;
  /**
   * The options that make a `Codex` live in this home: `new Codex(home.options)`. Its server gets
   * exactly `env`, and works in `cwd`.
   */
  readonly options: Readonly<Pick<CodexOptions, "codexHome" | "cwd" | "env" | "inheritEnv">>;
  /** Removes `root`. End the processes that use it first. May be called again. */
  dispose(): Promise<void>;
}

/** Creates a temporary CODEX_HOME, an empty HOME and an empty working folder. */
export async function createTestHome(options: TestHomeOptions = {}): Promise<TestHome> {
  // Codex reports real paths, and on macOS the temporary folder is a symbolic link.
  const root = await realpath(await mkdtemp(join(tmpdir(), "codex-test-")));
  const [codexHome, home, cwd, temp] = ["codex-home", "home", "work", "tmp"].map((name) =>
    join(root, name),
  ) as [string, string, string, string];
  await Promise.all([codexHome, home, cwd, temp].map((path) => mkdir(path)));
  await writeFile(join(codexHome, "config.toml"), configText(options));
  // On Windows a process that has just ended may keep its files for a moment.
  const dispose = (): Promise<void> =>
    rm(root, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  const env = testEnvironment({ codexHome, home, temp });
  return {
    root,
    codexHome,
    home,
    cwd,
    env,
    options: { codexHome, cwd, env, inheritEnv: false },
    dispose,
    [Symbol.asyncDispose]: dispose,
  };
}

function configText({ responses, config = "", provider }: TestHomeOptions): string {
  return responses ? codexConfig(responses, { ...provider, extra: config }) : config;
}

/**
 * The variables that a process needs to start and to find programs. All others are left out on
 * purpose.
 */
const inherited = {
  posix: ["PATH", "SHELL", "LANG", "LC_ALL"],
  win32: [
    "PATH",
    "PATHEXT",
    "SYSTEMROOT",
    "SYSTEMDRIVE",
    "WINDIR",
    "COMSPEC",
    "PROGRAMFILES",
    "PROGRAMDATA",
    "PROCESSOR_ARCHITECTURE",
    "NUMBER_OF_PROCESSORS",
    "OS",
  ],
};

/**
 * The server looks for plugins on the internet by itself, at several points. Tests don't need them
 * and must not send requests there.
 */
const offline = {
  HTTP_PROXY: "http://127.0.0.1:9",
  HTTPS_PROXY: "http://127.0.0.1:9",
  NO_PROXY: "127.0.0.1,localhost",
};

function testEnvironment(paths: {
  codexHome: string;
  home: string;
  temp: string;
}): Record<string, string> {
  const isWindows = process.platform === "win32";
  const places = { CODEX_HOME: paths.codexHome, HOME: paths.home };
  const own = { ...places, ...offline, [mockApiKeyVariable]: "dummy" };
  const kept = pick(process.env, isWindows ? inherited.win32 : inherited.posix);
  // TMPDIR must not contain CODEX_HOME: Codex complains about a home in the temporary folder.
  if (!isWindows) return { ...kept, ...own, TMPDIR: paths.temp };
  const profile = { USERPROFILE: paths.home, APPDATA: paths.home, LOCALAPPDATA: paths.home };
  return { ...kept, ...own, ...profile, TEMP: paths.temp, TMP: paths.temp };
}

/**
 * Picks variables. On Windows `process.env` ignores the case of names, so `PATH` also finds `Path`.
 */
function pick(env: NodeJS.ProcessEnv, names: readonly string[]): Record<string, string> {
  const found = names.map((name) => [name, env[name]]).filter((entry) => entry[1] !== undefined);
  return Object.fromEntries(found) as Record<string, string>;
}
