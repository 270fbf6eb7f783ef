import { execFile, spawnSync } from "node:child_process";
import { readdir, utimes } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { createGate, functionCall, message } from "codex-app-server-sdk/testing";
import { Redis } from "ioredis";
import { expect, onTestFinished, test } from "vitest";
import type { Approval, LoggedEvent } from "../../src/index.js";
import { describeWithRedis } from "../support/redis.js";
import { containerOf, podOf } from "./read-manifest.js";
import { startPods } from "./start-pods.js";

const headers = { "x-forwarded-user": "ada" };

async function sendTurn(address: string, text: string, key = text): Promise<string> {
  const init = { method: "POST", body: text, headers: { ...headers, "idempotency-key": key } };
  const response = await fetch(`${address}/chats/c/turns`, init);
  expect(response.status).toBe(202);
  return ((await response.json()) as { id: string }).id;
}

/** Asks for events as a browser's EventSource does. */
async function openEvents(
  address: string,
  turnId: string,
  lastEventId?: string,
): Promise<() => AsyncGenerator<LoggedEvent>> {
  const response = await fetch(`${address}/chats/c/turns/${turnId}/events`, {
    headers: { ...headers, ...(lastEventId !== undefined && { "last-event-id": lastEventId }) },
  });
  return async function* () {
    let text = "";
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      text += chunk;
      const messages = text.split("\n\n");
      text = messages.pop() ?? "";
      for (const message of messages) {
        yield JSON.parse(/^data: (.*)$/m.exec(message)?.[1] ?? "") as LoggedEvent;
      }
    }
  };
}

/** Reads events up to one of this type. */
async function readUntil(
  type: LoggedEvent["type"],
  opened: Promise<() => AsyncGenerator<LoggedEvent>>,
): Promise<LoggedEvent[]> {
  const events: LoggedEvent[] = [];
  for await (const event of (await opened)()) {
    events.push(event);
    if (event.type === type) break;
  }
  return events;
}

describeWithRedis("the programs of the manifest", () => {
  test("answer a chat: another web process goes on with its events and its approvals", async () => {
    const { model, startWorker, startWeb } = await startPods();
    const command = "echo $PLACE $REDIS_URL; pwd > made";
    model.respond(functionCall("exec_command", { cmd: command }, { callId: "call" }));
    model.respond(message("Done."));
    const { home } = await startWorker();
    const [first, second] = await Promise.all([startWeb(), startWeb()]);

    const turn = await sendTurn(first[0], "Go");
    expect(await sendTurn(second[0], "Go")).toBe(turn);
    const before = await readUntil("approval-start", openEvents(first[0], turn));
    const waiting = await fetch(`${second[0]}/chats/c/approvals`, { headers });
    const [approval] = (await waiting.json()) as Approval[];
    const answer = (): Promise<Response> =>
      fetch(`${second[0]}/chats/c/approvals/${approval?.id}`, {
        method: "POST",
        headers,
        body: JSON.stringify({ decision: "accept" }),
      });
    expect([(await answer()).status, (await answer()).status]).toEqual([204, 409]);
    const lastEventId = before.at(-1)?.eventId;
    const after = await readUntil("finish", openEvents(second[0], turn, lastEventId));

    const whole = await readUntil("finish", openEvents(first[0], turn));
    expect([...before, ...after]).toEqual(whole);
    expect(whole.at(-1)).toMatchObject({ type: "finish", result: { finalResponse: "Done." } });
    expect(model.requests).toHaveLength(2);
    expect(model.requests[1]?.toolOutput("call")).toMatch(/over there\s*$/);
    expect(await readdir(home.cwd)).toEqual(["made"]);
    expect((await fetch(`${first[0]}/chats/c/approvals`)).status).toBe(401);
  });

  test("a worker that is told to end answers what it has begun, and no more", async () => {
    const { model, redis, startWorker, startWeb } = await startPods();
    const gate = createGate();
    model.respond(message(["Begun, ", gate, "and ended."]));
    const { worker } = await startWorker();
    const [address] = await startWeb();
    const turn = await sendTurn(address, "First");
    const next = await sendTurn(address, "Second");
    await gate.reached;

    worker.terminate();
    model.respond(message("By another one."));
    gate.open();
    expect(await worker.ended).toBe(0);
    const events = await readUntil("finish", openEvents(address, turn));
    expect(events.at(-1)).toMatchObject({ result: { finalResponse: "Begun, and ended." } });

    expect(await waitingThreads(redis.url)).toBe(1);
    await startWorker();
    const others = await readUntil("finish", openEvents(address, next));
    expect(others.at(-1)).toMatchObject({ result: { finalResponse: "By another one." } });
  });

  test("a worker whose server has died says so with its exit code", async () => {
    const { model, startWorker, startWeb } = await startPods();
    model.respond(message("Hello."));
    const { worker } = await startWorker();
    const [address] = await startWeb();
    await readUntil("finish", openEvents(address, await sendTurn(address, "Hi")));

    process.kill(await childOf(worker.pid, "app-server"), "SIGKILL");
    expect(await worker.ended).toBe(1);
    expect(worker.output()).toContain("The worker has ended: ");
  });

  test("a worker that does not reach Redis ends, and shows no password", async () => {
    const { startWorker } = await startPods();
    const { worker } = await startWorker({ REDIS_URL: "redis://:secret@127.0.0.1:1" });

    expect(await worker.ended).toBe(1);
    expect(worker.output()).toContain("could not be reached");
    expect(worker.output()).not.toContain("secret");
  });

  test("a worker that hangs is noticed by its liveness probe", async () => {
    const { model, startWorker, startWeb } = await startPods();
    model.respond(message("Hello."));
    const { home } = await startWorker();
    const [address] = await startWeb();
    const { TMPDIR = "" } = home.env;
    const { command = [] } =
      containerOf(await podOf("codex-worker"), "worker").livenessProbe?.exec ?? {};
    const [shell = "", ...args] = command.map((word) => word.replaceAll("/tmp/", `${TMPDIR}/`));
    const probe = (): number | null => spawnSync(shell, args).status;
    await readUntil("finish", openEvents(address, await sendTurn(address, "Hi")));

    expect(probe()).toBe(0);
    const longAgo = new Date(Date.now() - 70_000);
    await utimes(join(TMPDIR, "worker-alive"), longAgo, longAgo);
    expect(probe()).toBe(1);
  });

  test("a web process that is told to end lets its pages go", async () => {
    const { startWeb } = await startPods();
    const [address, web] = await startWeb();
    const turn = await sendTurn(address, "Nobody answers this");

    const opened = openEvents(address, turn);
    await opened;
    web.terminate();
    expect(await readUntil("finish", opened)).toEqual([]);
    expect(await web.ended).toBe(0);
  });
});

/** The length of the list by which the number of workers can be decided. */
async function waitingThreads(url: string): Promise<number> {
  const redis = new Redis(url);
  onTestFinished(() => redis.disconnect());
  return redis.llen("{codex}:doorbell:wait");
}

async function childOf(parent: number, name: string): Promise<number> {
  const { stdout } = await promisify(execFile)("ps", ["-A", "-o", "pid=,ppid=,args="]);
  const processes = stdout.split("\n").map((line) => line.trim().split(/\s+/));
  const child = processes.find(
    ([, ppid, ...args]) => Number(ppid) === parent && args.includes(name),
  );
  if (!child) throw new Error(`Process ${parent} has no child ${name}.`);
  return Number(child[0]);
}
