import { describe, expect, it } from "vitest";
import { openTransport, send, settled } from "../../../test/support/scripted-transport.js";
import { ScriptedTransport } from "./scripted-transport.js";

describe("a replayed trace", () => {
  const trace = [
    { direction: "recv", message: { method: "configWarning", params: {} } },
    { direction: "send", message: { id: 7, method: "initialize", params: {} } },
    { direction: "recv", message: { id: 7, result: { userAgent: "recorded" } } },
    { direction: "send", message: { method: "initialized" } },
    { direction: "send", message: { id: 8, method: "turn/start" } },
    { direction: "recv", message: { id: 0, method: "item/commandExecution/requestApproval" } },
    { direction: "send", message: { id: 0, result: { decision: "accept" } } },
    { direction: "recv", message: { id: 8, result: { turn: {} } } },
    { direction: "recv", message: { method: "turn/completed", params: {} } },
  ];
  const jsonLines = trace.map((entry) => `${JSON.stringify(entry)}\n`).join("");

  it("gives what the server sent, with this client's ids", async () => {
    const transport = ScriptedTransport.replay(jsonLines);
    const { messages } = await openTransport(transport);
    await settled();
    expect(messages.splice(0)).toEqual([{ method: "configWarning", params: {} }]);
    await send(transport, { id: "a", method: "initialize" });
    expect(messages.splice(0)).toEqual([{ id: "a", result: { userAgent: "recorded" } }]);
    await send(transport, { id: "b", method: "turn/start" });
    expect(messages).toEqual([]);
    await send(transport, { method: "initialized" });
    expect(messages.splice(0)).toEqual([
      { id: 0, method: "item/commandExecution/requestApproval" },
    ]);
    await send(transport, { id: 0, result: { decision: "decline" } });
    expect(messages).toEqual([
      { id: "b", result: { turn: {} } },
      { method: "turn/completed", params: {} },
    ]);
  });

  it("leaves requests that it does not hold to the scripts", async () => {
    const transport = ScriptedTransport.replay(jsonLines).answer<string>("model/list", {
      data: [],
    });
    const { messages } = await openTransport(transport);
    await send(transport, { id: 1, method: "model/list" });
    await send(transport, { id: 2, method: "thread/read" });
    expect(messages.slice(1)).toEqual([
      { id: 1, result: { data: [] } },
      { id: 2, error: expect.objectContaining({ code: -32601 }) },
    ]);
  });

  it.each(["nonsense", '{"direction":"up","message":{}}', '{"direction":"send"}'])(
    "names the line that is no entry: %s",
    (line) => {
      expect(() => ScriptedTransport.replay(`${jsonLines}\n${line}`)).toThrow(
        "Line 11 of the trace",
      );
    },
  );
});
