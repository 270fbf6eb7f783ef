import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import { heldBytes } from "../../test/support/collect-garbage.js";
import type { ThreadRecord } from "./thread-record.js";
import { ThreadRecords } from "./thread-records.js";

function noRecords(): ThreadRecords {
  return new ThreadRecords({}, (run) => run());
}

test("a record is the same one for as long as something needs it", () => {
  const records = noRecords();
  const first = records.of("first");
  const second = records.of("second");

  for (const _ of [1, 2]) {
    expect(records.find("first")).toBe(first);
    expect(records.find("second")).toBe(second);
  }
  expect(records.find("third")).toBeUndefined();
});

test("a record that was just found is forgotten all the same when nothing needs it", async () => {
  const records = noRecords();
  const useThread = (): void => {
    const record = records.of("thread");
    expect(records.find("thread")).toBe(record);
    records.keepOrForget(record);
    expect(records.find("thread")).toBe(record);
  };
  useThread();

  await expect
    .poll(
      () => {
        heldBytes(); // collects garbage
        return records.size;
      },
      { timeout: 10_000 },
    )
    .toBe(0);
  expect(records.find("thread")).toBeUndefined();
});

test.each<[string, Partial<ThreadRecord>]>([
  ["handlers", { handlers: {} }],
  ["tools", { tools: { specs: [], find: () => undefined } }],
])(
  "a record with %s is kept though no object shows its thread, until that is deleted",
  async (_, own) => {
    const records = noRecords();
    const useThread = (): void => {
      records.keepOrForget(Object.assign(records.of("thread"), own));
    };
    useThread();
    await setImmediate(); // The engine keeps what was looked up until then.
    heldBytes(); // collects garbage

    const record = records.find("thread");
    expect(record).toMatchObject(own);

    if (record) records.forget(record);
    for (const name of Object.keys(own)) expect(record).toHaveProperty(name, undefined);
  },
);
