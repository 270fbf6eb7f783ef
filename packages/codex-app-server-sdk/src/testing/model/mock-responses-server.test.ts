import { describe, expect, it, onTestFinished } from "vitest";
import { createGate } from "./gate.js";
import { MockResponsesServer, type MockResponsesServerOptions } from "./mock-responses-server.js";
import {
  customToolCall,
  disconnect,
  functionCall,
  httpError,
  message,
  silence,
} from "./model-answer.js";

async function startModel(options?: MockResponsesServerOptions): Promise<MockResponsesServer> {
  const model = await MockResponsesServer.start(options);
  onTestFinished(() => model.close());
  return model;
}

function ask(model: MockResponsesServer, text = "hi", init: RequestInit = {}): Promise<Response> {
  const input = [{ type: "message", role: "user", content: [{ type: "input_text", text }] }];
  const body = JSON.stringify({ model: "m", input });
  return fetch(`${model.baseUrl}/responses`, { method: "POST", body, ...init });
}

describe("answers", () => {
  it("go out one per request, in the order queued", async () => {
    const model = await startModel();
    model.respond(message("one")).respond(message("two"));
    expect(model.queuedAnswers).toBe(2);
    expect(await (await ask(model)).text()).toContain('"text":"one"');
    expect(await (await ask(model)).text()).toContain('"text":"two"');
    expect(model.queuedAnswers).toBe(0);
    expect(model.unexpectedRequests).toEqual([]);
  });

  it("are server-sent events", async () => {
    const model = await startModel();
    model.respond(message("one"));
    const response = await ask(model);
    expect(response.headers.get("content-type")).toBe("text/event-stream");
    expect(await response.text()).toMatch(
      /^event: response\.created\ndata: \{"type":"response\.created".*\n\n/,
    );
  });

  it("come from the script when the queue is empty", async () => {
    const model = await startModel();
    model.respond(message("queued"));
    model.respondWith(async ({ userText }) => [message(`echo ${userText}`)]);
    expect(await (await ask(model, "a")).text()).toContain('"text":"queued"');
    expect(await (await ask(model, "b")).text()).toContain('"text":"echo b"');
  });

  it("that can't be played are refused when queued", async () => {
    const model = await startModel();
    expect(() => model.respond(httpError(500), message("a"))).toThrow(/can't follow/);
  });

  it("arrive whole when split inside characters", async () => {
    const model = await startModel({ chunkBytes: 1 });
    model.respond(message("é😀\u2028"));
    const chunks: Uint8Array[] = [];
    const { body } = await ask(model);
    for await (const chunk of body ?? []) chunks.push(chunk);
    expect(chunks.length).toBeGreaterThan(100);
    expect(Buffer.concat(chunks).toString()).toContain('"text":"é😀\u2028"');
  });
});

describe("assertDone()", () => {
  it("throws nothing when every answer was used and every request expected", async () => {
    const model = await startModel();
    model.respond(message("one"));
    await (await ask(model)).text();

    expect(() => model.assertDone()).not.toThrow();
  });

  it("names the answers that nobody asked for", async () => {
    const model = await startModel();
    const patch = "*** Begin Patch\n".repeat(20);
    model.respond(createGate(), message(["It ", createGate(), "works."]));
    model.respond(functionCall("exec_command", { cmd: "ls" }), customToolCall("x", patch));

    expect(() => model.assertDone()).toThrow(
      [
        "The model was not used as scripted:",
        '- the queued answer createGate(), message("It works.") was not asked for',
        '- the queued answer functionCall("exec_command", {"cmd":"ls"}), customToolCall("x", "*** ',
      ].join("\n"),
    );
  });

  it("names the requests that were not expected", async () => {
    const model = await startModel();
    await ask(model, "who are you");

    expect(() => model.assertDone()).toThrow(
      '\n- model request 0 (user text "who are you"): no answer was queued for it; script one',
    );
  });
});

describe("a call of a tool that the request does not offer", () => {
  const tools = [{ type: "function", name: "lookup" }];
  const offering = (...input: object[]): RequestInit => ({
    body: JSON.stringify({ tools, input }),
  });

  it("is refused in place of the whole answer, and assertDone() throws", async () => {
    const model = await startModel();
    model.respond(message("I look."), functionCall("lokup", { id: 1 }));

    const response = await ask(model, "", offering());

    expect(response.status).toBe(400);
    const { error } = (await response.json()) as { error: { message: string } };
    expect(error.message).toContain('functionCall("lokup") calls a tool that the model');
    expect(error.message).toContain("Offered were: lookup");
    expect(() => model.assertDone()).toThrow('functionCall("lokup") calls');
  });

  it("is refused in what a script answers, too", async () => {
    const model = await startModel();
    model.respondWith(() => functionCall("lokup", {}));

    expect((await ask(model, "", offering())).status).toBe(400);
    expect(model.unexpectedRequests).toHaveLength(1);
  });

  it("is sent when it is marked so", async () => {
    const model = await startModel();
    model.respond(functionCall("lokup", {}, { unoffered: true }));
    model.respond(customToolCall("lookup", "", { unoffered: true }));

    expect(await (await ask(model, "", offering())).text()).toContain('"name":"lokup"');
    expect(await (await ask(model, "", offering())).text()).toContain('"name":"lookup"');
    model.assertDone();
  });
});

describe("a request without an answer", () => {
  it("gets a 400 that names it and is listed", async () => {
    const model = await startModel();
    const response = await ask(model, "who are you");
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      error: {
        code: "unexpected_request",
        message: expect.stringMatching(/request 0 .*who are you.*no answer was queued/),
      },
    });
    expect(model.unexpectedRequests).toEqual([
      {
        request: model.requests[0],
        reason: "no answer was queued for it; script one with respond() or respondWith()",
      },
    ]);
  });

  it("is one to another path, too, and leaves the queue alone", async () => {
    const model = await startModel();
    model.respond(message("one"));
    const response = await fetch(`${model.baseUrl}/models`);
    expect(response.status).toBe(400);
    expect(model.unexpectedRequests[0]?.reason).toBe("GET /v1/models is not scripted");
    expect(model.queuedAnswers).toBe(1);
  });

  it("is one whose script throws or gives an impossible answer", async () => {
    const model = await startModel();
    model.respondWith(() => {
      throw new Error("boom");
    });
    expect((await ask(model)).status).toBe(400);
    model.respondWith(() => [silence(), message("a")]);
    expect((await ask(model)).status).toBe(400);
    expect(model.unexpectedRequests.map(({ reason }) => reason)).toEqual([
      "its script failed: Error: boom",
      expect.stringContaining("can't follow"),
    ]);
  });
});

describe("requests", () => {
  it("are recorded with their conversation, secrets redacted", async () => {
    const model = await startModel();
    model.respond(message("ok"));
    const input = [
      { type: "message", role: "user", content: [{ type: "input_text", text: "do it" }] },
      { type: "function_call_output", call_id: "c1", output: "done" },
    ];
    await ask(model, "", {
      body: JSON.stringify({ model: "m", input }),
      headers: { authorization: "Bearer sk-1", "x-api-key": "sk-2", "thread-id": "t1" },
    });
    const [request] = model.requests;
    expect(request).toMatchObject({
      index: 0,
      method: "POST",
      path: "/v1/responses",
      body: { model: "m", input },
      userText: "do it",
      threadId: "t1",
    });
    expect(request?.toolOutput("c1")).toBe("done");
    expect(request?.toolOutput("c2")).toBeUndefined();
    expect(JSON.stringify(model.requests)).not.toContain("sk-");
  });

  it("can be awaited before or after they come", async () => {
    const model = await startModel();
    model.respondWith(() => message("ok"));
    const first = model.nextRequest();
    await ask(model, "a");
    await ask(model, "b");
    expect((await first).userText).toBe("a");
    expect((await model.nextRequest()).userText).toBe("b");
  });

  it("say whether the client waited for the answer", async () => {
    const model = await startModel();
    const abort = new AbortController();
    model.respond(message("one")).respond(message(["a", createGate()]));
    await (await ask(model)).text();
    const response = await ask(model, "b", { signal: abort.signal });
    abort.abort();
    await response.text().catch(() => {});
    expect(await model.requests[0]?.ended).toBe("answered");
    expect(await model.requests[1]?.ended).toBe("aborted");
  });
});

describe("a gate", () => {
  it("holds the stream until it is opened", async () => {
    const model = await startModel();
    const gate = createGate();
    model.respond(message(["before", gate, "after"]));
    const reader = (await ask(model)).body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    await gate.reached;
    while (!text.includes('"delta":"before"')) text += (await reader?.read())?.value ?? "";
    expect(text).not.toContain("after");
    gate.open();
    for (let piece = await reader?.read(); piece && !piece.done; piece = await reader?.read()) {
      text += piece.value;
    }
    expect(text).toContain('"delta":"after"');
  });
});

describe("failures", () => {
  it("send the status, headers and error body given", async () => {
    const model = await startModel();
    model.respond(
      httpError(429, { code: "slow_down", message: "later", headers: { "retry-after": "1" } }),
    );
    const response = await ask(model);
    expect(response.status).toBe(429);
    expect(response.headers.get("retry-after")).toBe("1");
    expect(await response.json()).toEqual({
      error: { message: "later", type: "slow_down", code: "slow_down" },
    });
  });

  it("end the stream early, orderly or with a reset", async () => {
    const model = await startModel();
    model.respond(message("one"), disconnect({ afterEvents: 2 }));
    const text = await (await ask(model)).text();
    expect(text.match(/^event: .*/gm)).toEqual([
      "event: response.created",
      "event: response.output_item.added",
    ]);
    const gate = createGate();
    model.respond(message("one"), gate, disconnect({ how: "reset" }));
    const response = await ask(model);
    gate.open();
    await expect(response.text()).rejects.toThrow("terminated");
  });

  it("keep even the headers back", async () => {
    const model = await startModel();
    model.respond(silence());
    const answer = ask(model);
    const rejected = expect(answer).rejects.toThrow("fetch failed");
    await model.nextRequest();
    await model.close();
    await rejected;
  });
});

describe("close", () => {
  it("ends open streams and waiting readers at once, twice too", async () => {
    const model = await MockResponsesServer.start();
    model.respond(functionCall("exec_command", {}, { unoffered: true }), createGate());
    const response = await ask(model);
    await model.nextRequest();
    const waiting = expect(model.nextRequest()).rejects.toThrow("no further request");
    await model.close();
    await model.close();
    await waiting;
    await expect(response.text()).rejects.toThrow("terminated");
    await expect(ask(model)).rejects.toThrow("fetch failed");
  });
});
