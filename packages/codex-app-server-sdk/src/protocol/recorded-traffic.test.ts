import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  methodKind,
  type Verdict,
  validateNotification,
  validateParams,
  validateResult,
  validateServerRequest,
  validateServerRequestAnswer,
} from "./validate.js";

interface Message {
  id?: number;
  method?: string;
  params?: unknown;
  result?: unknown;
  error?: unknown;
}

interface Traffic {
  experimental: boolean;
  direction: "send" | "recv";
  message: Message;
}

/** Messages between the real server and a client that shares no code with this one. */
const lines = gunzipSync(
  readFileSync(new URL("../../test/fixtures/recorded-traffic.jsonl.gz", import.meta.url)),
)
  .toString("utf8")
  .trimEnd()
  .split("\n");

interface Exchange {
  what: string;
  value: unknown;
  validate(value: unknown): Verdict;
}

/** Every part of the traffic that has a type, with its validator. */
function exchangesOf(texts: string[]): Exchange[] {
  const asked = new Map<string, string>();
  return texts.flatMap((text): Exchange[] => {
    const { direction, experimental, message } = JSON.parse(text) as Traffic;
    const { id, method, params, result, error } = message;
    const sender = direction === (method === undefined ? "recv" : "send") ? "client" : "server";
    const key = `${experimental} ${sender} ${id}`;
    if (error !== undefined) return [];
    if (method === undefined) return [answer(sender, asked.get(key) ?? "", result)];
    if (id !== undefined) asked.set(key, method);
    return [call(direction, id === undefined, method, params)];
  });
}

function call(
  direction: "send" | "recv",
  isNotice: boolean,
  method: string,
  value: unknown,
): Exchange {
  const received = isNotice ? validateNotification : validateServerRequest;
  const check = direction === "send" ? validateParams : received;
  return { what: `${direction} ${method}`, value, validate: (inner) => check(method, inner) };
}

function answer(asker: "client" | "server", method: string, value: unknown): Exchange {
  const check = asker === "client" ? validateResult : validateServerRequestAnswer;
  return { what: `answer to ${method}`, value, validate: (inner) => check(method, inner) };
}

const exchanges = exchangesOf(lines);

describe("recorded traffic", () => {
  test("covers dozens of methods, with and without the experimental API", () => {
    const kinds = new Set(exchanges.map(({ what }) => what));
    const known = [...kinds].filter((what) => methodKind(what.split(" ").at(-1) ?? ""));
    expect(known.length).toBeGreaterThan(200);
    expect(lines.some((line) => line.includes('"experimental":false'))).toBe(true);
  });

  test("is valid to the last message", () => {
    const faults = exchanges.flatMap(({ what, value, validate }) => {
      const issues = validate(value);
      return issues ? [{ what, issues }] : [];
    });
    expect(faults).toEqual([]);
  });

  test("is the same after validation as before", () => {
    const untouched = exchangesOf(lines);
    for (const { value, validate } of exchanges) validate(value);
    expect(exchanges.map(({ value }) => value)).toEqual(untouched.map(({ value }) => value));
    expect(JSON.stringify(exchanges)).toBe(JSON.stringify(untouched));
  });
});

describe("damaged traffic", () => {
  const json = fc.jsonValue({ maxDepth: 2 });

  test("never makes a validator throw, nor does it alter the value", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...exchanges),
        fc.infiniteStream(fc.nat()),
        json,
        ({ value, validate }, choices, replacement) => {
          const damaged = damage(value, choices, replacement);
          const before = structuredClone(damaged);
          const issues = validate(damaged);
          expect(issues === undefined || issues.length > 0).toBe(true);
          expect(damaged).toEqual(before);
        },
      ),
      { numRuns: 2000 },
    );
  });

  test("is found out where a required string becomes another thing", () => {
    const turns = exchanges.filter(({ what }) => what === "recv turn/completed");
    for (const { value, validate } of turns) {
      const broken = { ...(value as object), threadId: 5 };
      expect(validate(broken)).toEqual([
        { path: ["threadId"], message: "expected string, received number" },
      ]);
    }
    expect(turns.length).toBeGreaterThan(10);
  });
});

/** Returns the value with one part of it replaced or removed. `choices` decides which part. */
function damage(value: unknown, choices: fc.Stream<number>, replacement: unknown): unknown {
  const choice = choices.next().value ?? 0;
  if (typeof value !== "object" || value === null || choice % 7 === 0) return replacement;
  const keys = Object.keys(value);
  const key = keys[choice % Math.max(keys.length, 1)];
  if (key === undefined) return replacement;
  const copy = (Array.isArray(value) ? [...value] : { ...value }) as Record<string, unknown>;
  if (choice % 5 === 0) {
    delete copy[key];
  } else {
    copy[key] = damage(copy[key], choices, replacement);
  }
  return copy;
}
