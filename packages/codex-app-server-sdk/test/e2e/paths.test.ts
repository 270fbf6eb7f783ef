import { chmod, mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { bundledCodexPath } from "openai-codex-cli-bin";
import { describe, expect, onTestFinished, test } from "vitest";
import { Codex, type CodexOptions, StartupError } from "../../src/index.js";
import { createTestHome, message, type TestHome } from "../../src/testing/index.js";
import { startCodex } from "./start-codex.js";

const posix = process.platform !== "win32";

/** Goes to this folder until the end of the test. */
function goTo(folder: string): void {
  const before = process.cwd();
  process.chdir(folder);
  onTestFinished(() => process.chdir(before));
}

/** A home whose root is the folder of this process, with the pinned binary as `bin/codex`. */
async function homeHere(): Promise<TestHome> {
  const home = await createTestHome();
  onTestFinished(() => home.dispose());
  await mkdir(join(home.root, "bin"));
  await symlink(process.env.CODEX_PATH ?? bundledCodexPath(), join(home.root, "bin", "codex"));
  goTo(home.root);
  return home;
}

async function metadataOf(options: CodexOptions): Promise<{ codexHome: string }> {
  const codex = new Codex({ inheritEnv: false, ...options });
  onTestFinished(() => codex.close());
  // The folder in which the paths were given is another one than that of the start.
  goTo("/");
  return codex.start();
}

describe.runIf(posix)("a relative path counts from this process's folder at its time:", () => {
  test.each<[string, (options: CodexOptions) => CodexOptions]>([
    ["codexPath", (options) => ({ ...options, codexPath: "bin/codex" })],
    ["CODEX_PATH", ({ env }) => ({ env: { ...env, CODEX_PATH: "./bin/codex" } })],
  ])("%s, and a program of that name in cwd is not run", async (_, withPath) => {
    const home = await homeHere();
    await mkdir(join(home.cwd, "bin"));
    const theirs = join(home.cwd, "bin", "codex");
    await writeFile(theirs, `#!/bin/sh\necho > ${join(home.root, "their-program-ran")}\n`);
    await chmod(theirs, 0o755);

    await metadataOf({ ...withPath({ env: home.env }), cwd: home.cwd });

    await expect(readFile(join(home.root, "their-program-ran"))).rejects.toThrow("ENOENT");
  });

  test.each<[string, (path: string) => CodexOptions]>([
    ["codexHome", (codexHome) => ({ codexHome })],
    ["CODEX_HOME", (path) => ({ env: { CODEX_HOME: path } })],
  ])("%s, whatever cwd is", async (_, withPath) => {
    const home = await homeHere();
    const { env, ...options } = withPath(relative(home.root, home.codexHome));

    const { codexHome } = await metadataOf({
      ...options,
      env: { ...home.env, ...env },
      cwd: home.cwd,
    });

    expect(codexHome).toBe(home.codexHome);
  });

  test("cwd", async () => {
    const home = await homeHere();
    const codex = new Codex({ inheritEnv: false, env: home.env, cwd: relative(".", home.cwd) });
    onTestFinished(() => codex.close());
    goTo("/");

    expect((await codex.threadStart()).started.cwd).toBe(home.cwd);
  });
});

describe("a relative path for the server counts from the client's cwd:", () => {
  test("the folder of a thread, of a turn and of a list", async () => {
    const { codex, model, home } = await startCodex();
    model.respondWith(() => message("ok"));
    const [sub, other] = [join(home.cwd, "sub"), join(home.cwd, "other")];
    await Promise.all([sub, other].map((folder) => mkdir(folder)));

    const thread = await codex.threadStart({ cwd: "sub", runtimeWorkspaceRoots: ["../other"] });
    await thread.run("Go");
    const listed = (await codex.threadList({ cwd: "./sub/" })).data.map(({ id }) => id);
    await thread.run("Go", {
      cwd: "other",
      // A relative one is refused by the server.
      sandboxPolicy: { type: "workspaceWrite", writableRoots: ["other"] },
    });

    expect(thread.started.cwd).toBe(sub);
    expect(thread.started).toMatchObject({ runtimeWorkspaceRoots: [join(home.root, "other")] });
    expect(listed).toEqual([thread.id]);
    expect((await codex.threadResume(thread.id)).started.cwd).toBe(other);
  });
});

describe("a loaded thread", () => {
  test.each([".", "", "sub/..", "./"])(
    "is not said to ignore its own folder, given as %j",
    async (path) => {
      const { codex, model, home, warnings } = await startCodex();
      model.respond(message("ok"));
      const thread = await codex.threadStart();
      await thread.run("Go");

      await codex.threadResume(thread.id, { cwd: path });
      await codex.threadResume(thread.id, { cwd: `${home.cwd}/${path}` });

      expect(warnings).toEqual([]);
    },
  );

  test("is not said to ignore settings that mean what it has", async () => {
    const { codex, model, warnings } = await startCodex();
    model.respond(message("ok"));
    const flags = { sandbox_approval: true, rules: false, mcp_elicitations: true };
    const thread = await codex.threadStart({
      approvalPolicy: { granular: { ...flags, skill_approval: false } },
      approvalsReviewer: "guardian_subagent",
      serviceTier: "fast",
    });
    await thread.run("Go");

    await codex.threadResume(thread.id, {
      approvalPolicy: { granular: { request_permissions: false, ...flags } },
      approvalsReviewer: "guardian_subagent",
      serviceTier: "fast",
    });
    expect(warnings).toEqual([]);
    await codex.threadResume(thread.id, { cwd: "elsewhere", serviceTier: "flex" });

    expect(warnings).toEqual([expect.stringContaining("keeps its own cwd, serviceTier.")]);
  });
});

describe("a server that can't be started says what is missing:", () => {
  async function startError(options: CodexOptions): Promise<Error> {
    const home = await createTestHome();
    onTestFinished(() => home.dispose());
    const codex = new Codex({ inheritEnv: false, env: home.env, ...options });
    const error = await codex.start().catch((reason: unknown) => reason);
    await codex.close();
    expect(error).toBeInstanceOf(StartupError);
    return error as Error;
  }

  test("its working folder", async () => {
    const { message, cause } = await startError({ cwd: "/nowhere/at/all" });

    expect(message).toContain("working folder /nowhere/at/all (cwd) does not exist");
    expect(cause).toMatchObject({ code: "ENOENT" });
  });

  test("a folder, where cwd is a file", async () => {
    const file = process.execPath;

    const { message } = await startError({ cwd: file });

    expect(message).toContain(`working folder ${file} (cwd) is not a folder`);
  });

  test.runIf(posix)("the interpreter of a script", async () => {
    const home = await createTestHome();
    onTestFinished(() => home.dispose());
    const codexPath = join(home.root, "wrapper");
    await writeFile(codexPath, "#!/nowhere/node --flag\n");
    await chmod(codexPath, 0o755);

    const { message } = await startError({ codexPath });

    expect(message).toContain(codexPath);
    expect(message).toContain("/nowhere/node --flag");
  });
});
