import { execFile } from "node:child_process";
import { chmod, copyFile, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { createTestHome, type TestHome } from "../../src/testing/index.js";
import { isAlive } from "../support/is-alive.js";
import { codexPath, diagnose, fakeCodex, healthyHome, isMended, storedKey } from "./diagnose.js";

const run = promisify(execFile);
const isLinux = process.platform === "linux";

/** Follows a `fix` in a shell and gives the environment that it leaves behind. */
async function follow(fix: string, home: TestHome, env: object = {}): Promise<NodeJS.ProcessEnv> {
  const { stdout } = await run("/bin/sh", ["-c", `${fix} >&2\nenv -0`], {
    env: { ...home.env, ...env },
  });
  const variables = stdout.split("\0").map((entry) => {
    const at = entry.indexOf("=");
    return [entry.slice(0, at), entry.slice(at + 1)] as const;
  });
  return Object.fromEntries(variables.filter(([name]) => name !== ""));
}

/** The environment without the variables of the home, which a fix may have unset. */
function onlyThese(home: TestHome, env: NodeJS.ProcessEnv): Record<string, string | undefined> {
  const gone = Object.keys(home.env).filter((name) => env[name] === undefined);
  return { ...env, ...Object.fromEntries(gone.map((name) => [name, undefined])) };
}

describe("the binary", () => {
  test("of a system without one is not looked for", async () => {
    const { exitCode, wrong, line } = await diagnose(await healthyHome(), {}, { os: "aix" });

    expect([exitCode, wrong]).toEqual([1, ["platform"]]);
    expect(line("platform").fix).toContain("Linux on x64");
    expect(line("turn").message).toBe("not checked, because of: executable");
    expect(line("turn")).not.toHaveProperty("fix");
  });

  test("that CODEX_PATH names can be that of a system without one", async () => {
    const env = { CODEX_PATH: codexPath };

    expect((await diagnose(await healthyHome(), env, { os: "freebsd" })).ok).toBe(true);
  });

  test.each<[string, string, string, () => Promise<string>]>([
    ["not there", "binary", "There is no Codex binary at", async () => "/none/codex"],
    ["a folder", "binary", "is a folder", async () => dirname(codexPath)],
    ["another program", "executable", "is not Codex", async () => "/bin/ls"],
    ["no program", "executable", "can't be started", () => fakeText("#!/none\n")],
    ["one that fails", "executable", "exit code 3", () => fakeCodex("exit 3")],
    [
      "another version",
      "version",
      "Codex 0.100.0, while this package was made for",
      () => fakeCodex('[ "$1" = --version ] && echo codex-cli 0.100.0 && exit\nexec "$CODEX" "$@"'),
    ],
  ])("that is %s is named, and what is printed mends it", async (_, check, message, make) => {
    const home = await healthyHome();
    const env = { CODEX_PATH: await make() };

    const { exitCode, wrong, line } = await diagnose(home, env);

    expect([exitCode, wrong]).toEqual([1, [check]]);
    expect(line(check).message).toContain(message);
    const mended = await follow(line(check).fix ?? "", home, env);
    expect(await isMended(check, home, onlyThese(home, mended))).toBe(true);
  });

  test("that may not be executed is named, and what is printed mends it", async () => {
    const home = await healthyHome();
    const copy = join(home.cwd, "codex with space");
    await copyFile(codexPath, copy);
    await chmod(copy, 0o644);

    const { wrong, line } = await diagnose(home, { CODEX_PATH: copy });

    expect(wrong).toEqual(["binary"]);
    await follow(line("binary").fix ?? "", home);
    expect(await isMended("executable", home, { CODEX_PATH: copy })).toBe(true);
  });

  test("that hangs when it is asked for its version is ended, with what it has started", async () => {
    const home = await healthyHome();
    const path = await fakeCodex('sleep 1000 &\necho "$!" > "$HERE/pid"\nwait');

    const { wrong, line } = await diagnose(home, { CODEX_PATH: path }, { stepMs: 500 });

    expect(wrong).toEqual(["executable"]);
    expect(line("executable").message).toContain("did not tell its version within 500 ms");
    await expectEnded(path);
  });
});

describe("CODEX_HOME", () => {
  test("that does not exist is named, and what is printed mends it", async () => {
    const home = await healthyHome();
    const env = { CODEX_HOME: join(home.root, "none", "there") };

    const { wrong, line } = await diagnose(home, env);

    expect(wrong).toEqual(["codex-home"]);
    expect(line("codex-home").message).toContain(env.CODEX_HOME);
    await follow(line("codex-home").fix ?? "", home);
    expect(await isMended("handshake", home, env)).toBe(true);
  });

  test("that is not set need not exist", async () => {
    const home = await healthyHome();

    const { line, wrong } = await diagnose(home, { CODEX_HOME: undefined });

    expect(line("codex-home").message).toBe(
      `${join(home.home, ".codex")}, which the first start will make`,
    );
    expect(wrong).toEqual(["login"]);
  });

  test.each(
    [
      ["a file", "/etc/passwd", "is no folder"],
      ["below a file", "/etc/passwd/codex", "can't be read"],
      ["where nothing can be written", "/proc", "can't be written to"],
    ].filter(() => isLinux),
  )("that is %s is named", async (_, path, message) => {
    const { wrong, line } = await diagnose(await healthyHome(), { CODEX_HOME: path });

    expect(wrong).toEqual(["codex-home"]);
    expect(line("codex-home").message).toContain(message);
    expect(line("codex-home").fix).toContain("unset CODEX_HOME");
    expect(line("handshake").message).toBe("not checked, because of: codex-home");
    expect(line("turn").ok).toBe(true);
  });
});

describe("config.toml", () => {
  test.each([
    ["is no TOML", 'model = "x"\nmodel_provider = \n', "line 2, column 18"],
    [
      "has a value of the wrong type",
      'model = "hunter22"\n[features]\nfoo = "hunter22"\n',
      "line 3",
    ],
  ])("that %s is named with the line, and what is printed mends it", async (_, toml, place) => {
    const home = await healthyHome(toml);
    const file = join(home.codexHome, "config.toml");

    const { exitCode, wrong, line, text } = await diagnose(home);

    expect([exitCode, wrong]).toEqual([1, ["config"]]);
    expect(line("config").message).toContain(`${file} can't be used: ${place}`);
    expect(text).not.toContain("hunter22");
    expect(line("login").message).toBe("not checked, because of: config");
    await follow(line("config").fix?.split("aside: ")[1] ?? "", home);
    expect(await isMended("config", home)).toBe(true);
    expect(await readFile(`${file}.broken`, "utf8")).toContain("model");
  });

  test("that names a provider which is not there says so", async () => {
    const { wrong, line } = await diagnose(await healthyHome('model_provider = "nosuch"\n'));

    expect(wrong).toEqual(["config"]);
    expect(line("config").message).toContain("Model provider `nosuch` not found");
  });
});

describe("the login", () => {
  const launcher = new URL(
    "../../../openai-codex-cli-bin/bin/openai-codex-cli-bin.js",
    import.meta.url,
  ).pathname;
  /** What `npx` would run. */
  const withLauncher = (fix: string): string =>
    fix.replaceAll("npx openai-codex-cli-bin", `${process.execPath} ${launcher}`);

  test("that can't be read is named, and what is printed mends it", async () => {
    const home = await healthyHome();
    const file = join(home.codexHome, "auth.json");
    await writeFile(file, `{"auth_mode":"apikey","OPENAI_API_KEY":["${storedKey}"]}`);

    const { exitCode, wrong, line, text } = await diagnose(home);

    expect([exitCode, wrong]).toEqual([1, ["login"]]);
    expect(line("login").message).toMatch(/auth\.json, can't be read: line 1, column \d+\.$/);
    expect(text).not.toContain(storedKey);
    const fix = withLauncher(line("login").fix ?? "");
    await follow(`echo ${storedKey} | (${fix} --with-api-key)`, home);
    expect(await isMended("login", home)).toBe(true);
  });

  test("that is missing is named where the provider needs one, and what is printed mends it", async () => {
    const home = await createTestHome();
    onTestFinished(() => home.dispose());

    const { exitCode, wrong, line } = await diagnose(home);

    expect([exitCode, wrong]).toEqual([1, ["login"]]);
    const fix = withLauncher(line("login").fix?.replace(/ \(.*$/, "") ?? "");
    await follow(`echo ${storedKey} | ${fix} --with-api-key`, home);
    expect(await isMended("login", home)).toBe(true);
  });

  test("is not missing where the provider needs none", async () => {
    const provider = { baseUrl: "http://127.0.0.1:9/v1" };
    const home = await createTestHome({ responses: provider });
    onTestFinished(() => home.dispose());

    const { ok, line } = await diagnose(home);

    expect(ok).toBe(true);
    expect(line("login").message).toContain("needs none");
  });
});

describe.runIf(isLinux)("the sandbox", () => {
  /** Takes the user namespaces away for the sandbox alone, unless a fix brings them back. */
  const without = (fix: string): string => `
if [ "$1" != sandbox ]; then exec "$CODEX" "$@"; fi
exec unshare -Ur sh -c 'echo 0 > /proc/sys/user/max_user_namespaces
sudo() { sysctl_of "$3"; }
sysctl_of() { echo "\${1#*=}" > "/proc/sys/$(echo "\${1%%=*}" | tr . /)"; }
${fix}
exec "$0" "$@"' "$CODEX" "$@"`;

  test("that can't be used is named, and what is printed mends it", async () => {
    const home = await healthyHome();

    const { exitCode, wrong, line } = await diagnose(home, {
      CODEX_PATH: await fakeCodex(without("")),
    });

    expect([exitCode, wrong]).toEqual([1, ["sandbox"]]);
    expect(line("sandbox").message).toMatch(
      /No command can run in the sandbox: bwrap: .*namespace/,
    );
    const mended = await fakeCodex(without(line("sandbox").fix ?? ""));
    expect(await isMended("sandbox", home, { CODEX_PATH: mended })).toBe(true);
  });

  test("of a binary without bubblewrap is named", async () => {
    const home = await healthyHome();
    const copy = join(home.cwd, "codex");
    await copyFile(codexPath, copy);

    const { wrong, line } = await diagnose(home, { CODEX_PATH: copy, PATH: "/none" });

    expect(wrong).toEqual(["sandbox"]);
    expect(line("sandbox").message).toContain("bubblewrap is unavailable");
    expect(line("sandbox").fix).toContain("install bubblewrap");
  });
});

describe("the server", () => {
  test("that never answers is ended", async () => {
    const home = await healthyHome();
    const path = await fakeCodex(
      'if [ "$1" = app-server ]; then echo "$$" > "$HERE/pid"; exec sleep 1000; fi\nexec "$CODEX" "$@"',
    );

    const { wrong, line } = await diagnose(home, { CODEX_PATH: path }, { stepMs: 1_500 });

    expect(wrong).toEqual(["handshake", "turn"]);
    expect(line("handshake")).toMatchObject({ fix: "unset CODEX_PATH" });
    await expectEnded(path);
    expect(line("login").message).toBe("not checked, because of: handshake");
  });

  test("behind a proxy that takes requests to this machine is named, and what is printed mends it", async () => {
    const home = await healthyHome();
    const env = { HTTP_PROXY: "http://user:hunter22@127.0.0.1:9", NO_PROXY: undefined };

    const { wrong, line, text } = await diagnose(home, env);

    expect(wrong).toEqual(["turn"]);
    expect(line("turn").message).toContain("HTTP_PROXY");
    expect(text).not.toContain("hunter22");
    const mended = await follow(line("turn").fix ?? "", home, { HTTP_PROXY: env.HTTP_PROXY });
    expect(await isMended("turn", home, mended)).toBe(true);
  });
});

async function fakeText(content: string): Promise<string> {
  const path = await fakeCodex("");
  await writeFile(path, content);
  return path;
}

/** Whether the program whose id a fake Codex has written down has ended. */
async function expectEnded(path: string): Promise<void> {
  const pid = Number(await readFile(join(dirname(path), "pid"), "utf8"));
  await vi.waitFor(() => expect(isAlive(pid)).toBe(false));
}
