// A program that uses the SDK in the way that its argument says. hosts.test.ts runs it.
import { mkdtempSync, openSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Codex, type CodexOptions, isCodexError, TransportClosedError } from "../../src/index.js";

const [scenario = "", optionsJson = "{}"] = process.argv.slice(2);
const options = JSON.parse(optionsJson) as CodexOptions;

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

const scenarios: Record<string, () => Promise<void>> = {
  /** Runs a turn and waits to be killed. */
  async waits(): Promise<void> {
    const codex = new Codex(options);
    const thread = await codex.threadStart();
    await thread.turn("Go");
    say(String(codex.pid));
  },

  /** Uses what sets timers, closes the client, and does nothing more. */
  async closes(): Promise<void> {
    const codex = new Codex(options);
    const thread = await codex.threadStart();
    const turn = await thread.turn("Go", { timeouts: { idleMs: 500_000, totalMs: 500_000 } });
    const waiting = [turn.result(), turn.interrupt(), codex.account({ timeoutMs: 500_000 })];
    const outcomes = Promise.allSettled(waiting);
    say(String(codex.pid));
    await codex.close();
    await outcomes;
  },

  /** Sees its server die, and does nothing more. */
  async "loses its server"(): Promise<void> {
    const codex = new Codex(options);
    const thread = await codex.threadStart();
    const turn = await thread.turn("Go");
    const pid = codex.pid ?? Number.NaN;
    say(String(pid));
    process.kill(pid, "SIGKILL");
    await turn.run().catch((error: unknown) => {
      if (!(error instanceof TransportClosedError)) throw error;
    });
  },

  /** Leaves an `await using` block by an exception. */
  async throws(): Promise<void> {
    await using codex = new Codex(options);
    const thread = await codex.threadStart();
    await using turn = await thread.turn("Go");
    say(String(codex.pid));
    throw new Error(`thrown with ${turn.id} running`);
  },

  /** Closes while the server starts. */
  async "closes at once"(): Promise<void> {
    const codex = new Codex(options);
    const started = codex.start().catch((error: unknown) => {
      if (!(error instanceof TransportClosedError)) throw error;
    });
    await Promise.all([codex.close(), codex.close()]);
    await started;
  },

  /** Uses absolute paths, then relative ones, in a working folder that was removed. */
  async "lost its folder"(): Promise<void> {
    loseFolder();
    const codex = new Codex(options);
    const cwd = options.cwd ?? "";
    const thread = await codex.threadStart({ cwd, sandbox: "read-only" });
    say(String(codex.pid));
    const { finalResponse } = await thread.run("Go");
    const image = await thread.run({ type: "localImage", path: join(cwd, "pixel.png") });
    const near = await thread.run({ type: "localImage", path: "pixel.png" });
    say([finalResponse, image.finalResponse, near.finalResponse].join());
    await codex.close();

    const { cwd: _, ...unplaced } = options;
    const lost = new Codex(unplaced);
    await saysWhy(() => lost.threadStart({ cwd: "work" }));
    await saysWhy(() => new Codex({ ...options, cwd: "work" }));
    await saysWhy(() => new Codex({ ...options, codexPath: "bin/codex" }).start());
    await lost.close();
  },

  /** Has no free file descriptor for the pipes of a server. */
  async "has no file descriptors"(): Promise<void> {
    const first = new Codex(options); // loads the modules that are loaded at the first start
    await first.start();
    await first.close();
    const codex = new Codex({ ...options, codexPath: process.execPath });
    try {
      for (;;) openSync("/dev/null", "r");
    } catch {
      // the limit is reached
    }
    await codex.start().catch((error: unknown) => process.stderr.write(`${error}\n`));
    await codex.close();
  },
};

function loseFolder(): void {
  const folder = mkdtempSync(join(tmpdir(), "codex-lost-"));
  process.chdir(folder);
  rmSync(folder, { recursive: true });
}

async function saysWhy(call: () => unknown): Promise<void> {
  try {
    await call();
  } catch (error) {
    say(isCodexError(error) ? `${error.code} ${error.message}` : String(error));
  }
}

await scenarios[scenario]?.();
