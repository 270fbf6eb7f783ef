import { describe, expect, test } from "vitest";
import {
  BufferOverflowError,
  type Codex,
  type ExecHandle,
  type ExecOptions,
  InternalRpcError,
  InvalidRequestError,
  OptionsError,
  type TraceEntry,
  TransportClosedError,
} from "../../src/index.js";
import { collect } from "../support/collect.js";
import { failureOf } from "../support/failure-of.js";
import { isAlive } from "../support/is-alive.js";
import { startCodex } from "./start-codex.js";
import { startSharedCodex } from "./start-shared-codex.js";

/** Without a sandbox process ids are those of this machine. */
const plain: ExecOptions = { sandboxPolicy: { type: "dangerFullAccess" } };

const sh = (codex: Codex, script: string, options?: ExecOptions): ExecHandle =>
  codex.exec(["/bin/sh", "-c", script], options);

const textOf = async (stream: AsyncIterable<Uint8Array>): Promise<string> =>
  Buffer.concat(await collect(stream)).toString();

/** A program that never ends by itself, and its process id. */
async function sleeper(
  codex: Codex,
  options?: ExecOptions,
): Promise<{ running: ExecHandle; pid: number }> {
  const running = sh(codex, "echo $$; exec sleep 300", { ...plain, ...options });
  const { value } = await running.stdout[Symbol.asyncIterator]().next();
  return { running, pid: Number(Buffer.from(value ?? "").toString()) };
}

const isGone = (pid: number): ReturnType<typeof expect.poll> =>
  expect.poll(() => isAlive(pid), { timeout: 10_000 });

describe.runIf(process.platform !== "win32")("codex.exec", () => {
  test("gives what a program writes, in pieces and as a whole, and its exit code", async () => {
    const { codex } = await startCodex();
    const running = sh(codex, "echo out; echo err >&2; exit 3");

    const [stdout, stderr] = await Promise.all([textOf(running.stdout), textOf(running.stderr)]);

    expect([stdout, stderr]).toEqual(["out\n", "err\n"]);
    const result = { exitCode: 3, stdout: "out\n", stderr: "err\n", truncated: false };
    expect(await running.result()).toEqual(result);
    expect(await textOf(sh(codex, "pwd", { cwd: "/" }).stdout)).toBe("/\n");
  });

  test("writes to a program before it runs, in the order of the calls", async () => {
    const { codex } = await startCodex();
    const running = codex.exec(["cat"]);
    const numbers = Array.from({ length: 200 }, (_, index) => `${index}\n`);

    await Promise.all([...numbers.map((text) => running.write(text)), running.end()]);

    expect((await running.result()).stdout).toBe(numbers.join(""));
    await running.end();
  });

  test("writes bytes, and more than fits into one message", async () => {
    const { codex } = await startCodex();
    const running = codex.exec(["wc", "-c"]);

    await running.write(new Uint8Array(3_000_000));
    await running.write(new Uint8Array([0, 255]).subarray(1));
    await running.end();

    expect((await running.result()).stdout.trim()).toBe("3000001");
  });

  test("keeps characters whole that come in pieces", async () => {
    const { codex } = await startCodex();
    const bytes = sh(codex, "printf '\\342\\202'; sleep 0.2; printf '\\254'");

    expect((await bytes.result()).stdout).toBe("€");
  });

  test("does not have the server's limit of output", async () => {
    const { codex } = await startCodex();

    const { stdout, truncated } = await sh(codex, "head -c 3000000 /dev/zero").result();

    expect([stdout.length, truncated]).toEqual([3_000_000, false]);
  });

  test("gives a program a terminal, whose size can change", async () => {
    const { codex } = await startCodex();
    const options = { tty: true, size: { rows: 11, cols: 22 } };
    const running = sh(codex, "stty size; read answer; stty size", options);

    await running.resize({ rows: 33, cols: 44 });
    await running.write("\n");

    expect((await running.result()).stdout).toContain("33 44");
    const refused = await failureOf(codex.exec(["sleep", "1"]).resize({ rows: 1, cols: 1 }));
    expect(refused).toBeInstanceOf(InvalidRequestError);
  });

  test("without streamStdin the program finds nothing there, and nobody can write", async () => {
    const { codex } = await startCodex();
    const running = sh(codex, "cat; sleep 0.5", { streamStdin: false });

    expect(await failureOf(running.write("x"))).toBeInstanceOf(InvalidRequestError);

    expect(await running.result()).toMatchObject({ exitCode: 0, stdout: "" });
    expect(await failureOf(running.write("x"))).toBeInstanceOf(InvalidRequestError);
  });

  test("without streaming gives the same result", async () => {
    const { codex } = await startCodex();
    const running = sh(codex, "echo a", { streamStdoutStderr: false });

    expect(await textOf(running.stdout)).toBe("a\n");
    expect((await running.result()).stdout).toBe("a\n");
  });

  test("a program that takes longer than timeoutMs is ended: exit code 124", async () => {
    const { codex } = await startCodex();
    const { running, pid } = await sleeper(codex, { timeoutMs: 300.5 });

    expect(await running.result()).toMatchObject({ exitCode: 124, truncated: false });
    await isGone(pid).toBe(false);
  });

  test("a program that does not exist is a result under a sandbox, else an InternalRpcError", async () => {
    const { codex } = await startCodex();
    const missing = codex.exec(["/no/such/program"], plain);

    expect((await codex.exec(["/no/such/program"]).result()).exitCode).not.toBe(0);
    expect(await textOf(missing.stdout)).toBe("");
    expect(await failureOf(missing.result())).toBeInstanceOf(InternalRpcError);
    await missing.terminate();
  });

  test("terminate() ends the program and what it has started, however early", async () => {
    const { codex } = await startCodex();
    const script = "sleep 300 & echo $!; exec sleep 300";
    const running = sh(codex, script, plain);
    const { value } = await running.stdout[Symbol.asyncIterator]().next();
    const child = Number(Buffer.from(value ?? "").toString());
    expect(isAlive(child)).toBe(true);

    await running.terminate();
    await running.terminate();

    expect((await running.result()).exitCode).toBe(137);
    await isGone(child).toBe(false);
    const early = codex.exec(["sleep", "300"]);
    await early.terminate();
    expect((await early.result()).exitCode).toBe(137);
  });

  test("leaving an `await using` block ends the program", async () => {
    const { codex } = await startCodex();
    let left: ExecHandle;
    {
      await using running = codex.exec(["sleep", "300"]);
      left = running;
    }

    expect((await left.result()).exitCode).toBe(137);
  });

  test("a signal ends the program and rejects the result and the streams", async () => {
    const { codex, warnings } = await startCodex();
    const abort = new AbortController();
    const { running, pid } = await sleeper(codex, { signal: abort.signal });
    const read = failureOf(collect(running.stderr));

    abort.abort(new Error("enough"));

    await expect(running.result()).rejects.toThrow("enough");
    expect(await read).toMatchObject({ message: "enough" });
    await isGone(pid).toBe(false);
    expect(warnings).toEqual([]);
    const never = codex.exec(["touch", "never"], { signal: abort.signal });
    await expect(never.result()).rejects.toThrow("enough");
  });

  test("a signal that aborts before the server knows the program ends it, too", async () => {
    const abort = new AbortController();
    const asked: unknown[] = [];
    const ended: unknown[] = [];
    const trace = ({ direction, message }: TraceEntry): void => {
      const { id, method, result } = message as { id?: unknown; method?: string; result?: unknown };
      if (method === "command/exec") {
        asked.push(id);
        queueMicrotask(() => abort.abort(new Error("too early"))); // Right after it is sent.
      }
      if (direction === "recv" && result && asked.includes(id)) ended.push(result);
    };
    const { codex, warnings } = await startCodex({ codex: { trace } });
    await codex.start();

    const running = codex.exec(["sleep", "300"], { ...plain, signal: abort.signal });

    await expect(running.result()).rejects.toThrow("too early");
    await expect.poll(() => ended, { timeout: 10_000 }).toMatchObject([{ exitCode: 137 }]);
    expect(warnings).toEqual([]);
  });

  test("a handle that nobody reads keeps no more than the limit, and the program ends", async () => {
    const { codex } = await startCodex({ codex: { limits: { maxBufferedBytes: 100_000 } } });
    const running = sh(codex, "head -c 5000000 /dev/zero; echo err >&2");

    const { exitCode, stdout, stderr, truncated } = await running.result();

    expect([exitCode, stdout.length, stderr, truncated]).toEqual([0, 100_000, "err\n", true]);
    const kept: number[] = [];
    const late = await failureOf(
      (async () => {
        for await (const bytes of running.stdout) kept.push(bytes.length);
      })(),
    );
    expect(late).toBeInstanceOf(BufferOverflowError);
    expect(kept.reduce((sum, length) => sum + length, 0)).toBe(100_000);
  });

  test("a reader that keeps up gets everything, far beyond the limit", async () => {
    const { codex } = await startCodex({ codex: { limits: { maxBufferedBytes: 100_000 } } });
    const running = codex.exec(["cat"]);
    const reading = collect(running.stdout);
    for (let part = 0; part < 30; part += 1) await running.write(new Uint8Array(10_000));
    await running.end();

    const lengths = (await reading).map((bytes) => bytes.length);

    expect(lengths.reduce((sum, length) => sum + length, 0)).toBe(300_000);
    expect(await running.result()).toMatchObject({ truncated: true });
  });

  test("a cap of the user's own is told as truncated", async () => {
    const { codex } = await startCodex();
    const running = sh(codex, "echo 1234567890", { outputBytesCap: 5 });

    expect(await running.result()).toMatchObject({ stdout: "12345", truncated: true });
    expect(await textOf(running.stdout)).toBe("12345");
  });

  test.each<[string, (codex: Codex) => unknown]>([
    ["close()", (codex) => codex.close()],
    ["the server's death", (codex) => process.kill(codex.pid ?? 0, "SIGKILL")],
  ])(
    "%s ends the program and rejects the result, the streams and what is written",
    async (_, end) => {
      const { codex } = await startCodex();
      const { running, pid } = await sleeper(codex);
      const failures = [failureOf(running.result()), failureOf(collect(running.stderr))];

      await end(codex);

      for (const failure of await Promise.all(failures)) {
        expect(failure).toBeInstanceOf(TransportClosedError);
      }
      expect(await failureOf(running.write("x"))).toBeInstanceOf(TransportClosedError);
      await running.terminate();
      await isGone(pid).toBe(false);
      expect(await failureOf(codex.exec(["true"]).result())).toBeInstanceOf(TransportClosedError);
    },
  );

  test("on a shared server leaving ends the program", async () => {
    const { connect } = await startSharedCodex();
    const { codex } = connect();
    const { pid } = await sleeper(codex);

    await codex.close();

    await isGone(pid).toBe(false);
  });

  test("an output is read once, and what can't be right is an OptionsError", async () => {
    const { codex } = await startCodex();
    const running = sh(codex, "echo a");
    await collect(running.stdout);

    expect(await failureOf(collect(running.stdout))).toBeInstanceOf(OptionsError);
    expect(await failureOf(running.write(5 as never))).toBeInstanceOf(OptionsError);
    for (const wrong of [
      codex.exec([]),
      codex.exec("ls" as never),
      codex.exec([5] as never),
      codex.exec(["ls"], { timeoutMs: -1 }),
      codex.exec(["ls"], { typo: true } as never),
      codex.exec(["ls"], null as never),
    ]) {
      expect(await collect(wrong.stdout).catch((error) => error)).toEqual([]);
      expect(await failureOf(wrong.result())).toBeInstanceOf(OptionsError);
    }
  });

  test("64 programs that run hold up nothing else", async () => {
    const { codex } = await startCodex();
    const running = Array.from({ length: 64 }, () => codex.exec(["cat"], plain));
    await Promise.all(running.map((program) => program.write("x")));

    expect((await codex.models()).data).not.toEqual([]);

    await Promise.all(running.map((program) => program.end()));
    const results = await Promise.all(running.map((program) => program.result()));
    expect(new Set(results.map(({ stdout }) => stdout))).toEqual(new Set(["x"]));
  });
});
