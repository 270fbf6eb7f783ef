import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { MockResponsesServer } from "../model/mock-responses-server.js";
import { type CodexConfigOptions, codexConfig, mockApiKeyVariable } from "./codex-config.js";

/** Options of `createTestHome()`. */
export interface TestHomeOptions {
  /** The stand-in model that `config.toml` is to name. Without it Codex has its own defaults. */
  responses?: Pick<MockResponsesServer, "baseUrl">;
  /** Further TOML for `config.toml`, top-level keys first. */
  config?: string;
  /** How Codex is to treat the stand-in model. */
  provider?: Omit<CodexConfigOptions, "extra">;
}

/**
 * A throw-away place for one Codex process: nothing of the user's own set-up is seen or touched.
 */
export interface TestHome extends AsyncDisposable {
  /** Holds everything below; gone after `dispose()`. */
  readonly root: string;
  /** CODEX_HOME, with `config.toml`. */
  readonly codexHome: string;
  /** HOME, empty: a user's shell profile would slow each thread down and change its commands. */
  readonly home: string;
  /** An empty folder to work in. */
  readonly cwd: string;
  /**
   * The complete environment for the server, meant for `inheritEnv: false`. With it nothing but
   * loopback is reached: the server's errands to the internet end at a port that nobody listens on.
   */
  readonly env: Record<string, string>;
  /** Removes `root`. End the processes that use it first. May be called again. */
  dispose(): Promise<void>;
}

/** Makes a temporary CODEX_HOME with an empty HOME and an empty working folder. */
export async function createTestHome(options: TestHomeOptions = {}): Promise<TestHome> {
  // Codex reports real paths, and the temp folder is a link on macOS.
  const root = await realpath(await mkdtemp(join(tmpdir(), "codex-test-")));
  const [codexHome, home, cwd, temp] = ["codex-home", "home", "work", "tmp"].map((name) =>
    join(root, name),
  ) as [string, string, string, string];
  await Promise.all([codexHome, home, cwd, temp].map((path) => mkdir(path)));
  await writeFile(join(codexHome, "config.toml"), configText(options));
  // A process that has just ended may hold its files a little longer on Windows.
  const dispose = (): Promise<void> =>
    rm(root, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  const env = testEnvironment({ codexHome, home, temp });
  return { root, codexHome, home, cwd, env, dispose, [Symbol.asyncDispose]: dispose };
}

function configText({ responses, config = "", provider }: TestHomeOptions): string {
  return responses ? codexConfig(responses, { ...provider, extra: config }) : config;
}

/** What a process needs to start and find programs; everything else is left out on purpose. */
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
 * The server asks for plugins by itself, at several places; no test needs them, and none may go
 * there.
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
  // Outside CODEX_HOME's own parents: Codex complains when its home lies in the temp folder.
  if (!isWindows) return { ...kept, ...own, TMPDIR: paths.temp };
  const profile = { USERPROFILE: paths.home, APPDATA: paths.home, LOCALAPPDATA: paths.home };
  return { ...kept, ...own, ...profile, TEMP: paths.temp, TMP: paths.temp };
}

/** `process.env` ignores the case of names on Windows, so upper-case names find `Path` too. */
function pick(env: NodeJS.ProcessEnv, names: readonly string[]): Record<string, string> {
  const found = names.map((name) => [name, env[name]]).filter((entry) => entry[1] !== undefined);
  return Object.fromEntries(found) as Record<string, string>;
}
