import { describe, expect, test } from "vitest";
import { connect, idsOf, plain, silent } from "../../test/support/connect.js";
import { settled } from "../../test/support/scripted-transport.js";
import { createGate } from "../testing/index.js";

describe("requests of the server", () => {
  test("have separate ids: the same number may be pending in both directions", async () => {
    const gate = createGate();
    const { connection, server } = await connect({
      request: async ({ method, params }) => {
        await gate.pass();
        return { result: { method, params } };
      },
    });
    silent(server);
    const answer = connection.request("ask", {}, plain);
    await settled();
    const [id] = idsOf(server);
    server.deliver(JSON.stringify({ id, method: "ask/back", params: { a: 1 } }));

    server.deliver(JSON.stringify({ id, result: "mine" }));
    await expect(answer).resolves.toBe("mine");
    gate.open();
    await settled();

    expect(server.sent.at(-1)).toEqual({
      id,
      result: { method: "ask/back", params: { a: 1 } },
    });
  });

  test.each([0, "0", "a-b", -1])("are answered with the id as it came: %j", async (id) => {
    const { server } = await connect();

    server.deliver(JSON.stringify({ id, method: "ask/back" }));
    await settled();

    expect(server.sent.at(-1)).toEqual({ id, result: {} });
  });

  test.each([
    ["can't be sent as JSON", async () => ({ result: { size: 1n } })],
    ["throws what can't be read", () => Promise.reject(Object.create(null))],
    ["is an exception", () => Promise.reject(new Error("bad listener"))],
  ])("are answered with an error when the answer %s", async (_name, request) => {
    const { server } = await connect({ request });

    await expect(server.request("attestation/generate")).resolves.toMatchObject({
      error: { code: -32603 },
    });
  });

  test("are answered with what was written once, whatever would be written later", async () => {
    let writes = 0;
    const result = {
      toJSON(): unknown {
        writes += 1;
        if (writes > 1) throw new Error("It can be written only once.");
        return { written: writes };
      },
    };
    const seen: unknown[] = [];
    const { server } = await connect({
      request: async () => ({ result }),
      trace: (_direction, message) => seen.push(message),
    });

    expect(await server.request("attestation/generate")).toEqual({ result: { written: 1 } });
    expect(seen.at(-1)).toMatchObject({ result: { written: 1 } });
  });

  test("that are answered after the end are forgotten", async () => {
    const gate = createGate();
    const { connection, server } = await connect({
      request: async () => {
        await gate.pass();
        return { result: {} };
      },
    });
    server.deliver(JSON.stringify({ id: 0, method: "ask/back" }));

    await connection.close();
    gate.open();
    await settled();

    expect(server.sent).toEqual([]);
  });
});
