import * as fc from "fast-check";
import { expect } from "vitest";
import { Codex, type TraceEntry } from "../../src/index.js";
import {
  createGate,
  ScriptedTransport,
  scriptTurns,
  type TurnStep,
} from "../../src/testing/index.js";
import { drain } from "../support/drain.js";

/** Words with a meaning somewhere in the protocol, or in JavaScript. */
const words = fc.constantFrom(
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "then",
  "id",
  "method",
  "params",
  "result",
  "error",
  "code",
  "message",
  "threadId",
  "turnId",
  "turn",
  "item",
  "status",
  "type",
  "delta",
);

const anything: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 3, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
  words,
  fc.dictionary(words, fc.jsonValue({ maxDepth: 1 }), { maxKeys: 4 }),
);

/** How to damage one recorded message. */
const mutation = fc.record({
  kind: fc.constantFrom("replace", "remove", "add", "cut", "twice", "random", "idType"),
  at: fc.nat(),
  word: words,
  value: anything,
});

type Mutation = typeof mutation extends fc.Arbitrary<infer Value> ? Value : never;

const steps: TurnStep[] = [
  "some ",
  { notify: "turn/plan/updated", params: { plan: [], explanation: null } },
  {
    notify: "error",
    params: {
      error: {
        message: "again",
        codexErrorInfo: null,
        additionalDetails: null,
        misalignment: null,
      },
      willRetry: true,
    },
  },
  "text",
];

/** The messages of one turn, as the real server would send them. */
async function recordTraffic(): Promise<string[]> {
  const entries: TraceEntry[] = [];
  const server = new ScriptedTransport();
  scriptTurns(server, [steps]);
  const codex = new Codex({ transport: server, trace: (entry) => entries.push(entry) });
  await (await codex.threadStart()).run("Go");
  await codex.close();
  return entries
    .filter(({ direction }) => direction === "recv")
    .map(({ message }) => JSON.stringify(message));
}

/**
 * Sends `count` damaged messages to clients, in batches, each batch while a turn runs. That turn, a
 * pending request and a later turn must still end: nothing may crash or hang.
 */
export async function fuzz(count: number, seed: number): Promise<void> {
  const traffic = await recordTraffic();
  const batches = fc.sample(fc.array(mutation, { minLength: batchSize, maxLength: batchSize }), {
    numRuns: Math.ceil(count / batchSize),
    seed,
  });
  for (const batch of batches) {
    await fuzzOnce(batch.flatMap((one) => spoil(traffic[one.at % traffic.length] ?? "", one)));
  }
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  expect(Object.keys(Object.prototype)).toEqual([]);
}

const batchSize = 500;

async function fuzzOnce(texts: readonly string[]): Promise<void> {
  const gate = createGate();
  const server = new ScriptedTransport();
  scriptTurns(server, [["some ", gate, "text"], ["whole"]]);
  server.answer("account/read", () => {});
  const codex = new Codex({ transport: server });
  const heard = drain(codex.notifications());
  const thread = await codex.threadStart();
  const turn = await thread.turn("Go");
  const ends = Promise.allSettled([drain(turn.stream()), turn.run(), codex.account()]);
  await gate.reached;

  server.deliver(...texts);
  await new Promise((resolve) => setImmediate(resolve));

  gate.open();
  await turn.run();
  expect((await (await codex.threadStart()).run("Again")).finalResponse).toBe("whole");
  await codex.close();
  await ends;
  await heard;
}

/** The texts to deliver instead of one recorded text. */
function spoil(text: string, { kind, at, word, value }: Mutation): string[] {
  if (kind === "cut") return [text.slice(0, at % text.length)];
  if (kind === "twice") return [text, text];
  if (kind === "random") return [JSON.stringify(value)];
  const message = JSON.parse(text) as Record<string, unknown>;
  const owners = objectsIn(message);
  const owner = (kind === "idType" ? message : owners[at % owners.length]) ?? message;
  const keys = Object.keys(owner);
  const key = keys[at % Math.max(keys.length, 1)] ?? word;
  if (kind === "remove") {
    delete owner[key];
  } else {
    set(owner, kind === "idType" ? "id" : kind === "add" ? word : key, value);
  }
  return [JSON.stringify(message)];
}

/** Every object inside a value, and the value itself. */
function objectsIn(value: unknown): Record<string, unknown>[] {
  if (typeof value !== "object" || value === null) return [];
  return [value as Record<string, unknown>, ...Object.values(value).flatMap(objectsIn)];
}

/** Sets a field, even one that is named `__proto__`. */
function set(owner: object, key: string, value: unknown): void {
  Object.defineProperty(owner, key, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
}
