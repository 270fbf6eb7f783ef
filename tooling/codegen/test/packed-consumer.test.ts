import { afterAll, beforeAll, expect, test } from "vitest";
import { createPackedConsumer, type PackedConsumer } from "./packed-consumer.js";

let consumer: PackedConsumer;

beforeAll(async () => {
  consumer = await createPackedConsumer();
});

afterAll(() => consumer.dispose());

test("the packed package compiles with the oldest compiler and resolution", async () => {
  expect(await consumer.compile("5.4", "node10")).toBe("");
});
