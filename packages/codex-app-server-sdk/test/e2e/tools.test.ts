import { Readable } from "node:stream";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import {
  OptionsError,
  type Thread,
  type Tool,
  type ToolContext,
  TurnInProgressError,
  tool,
  toolNamespace,
} from "../../src/index.js";
import {
  type AnswerPart,
  customToolCall,
  functionCall,
  type MockResponsesServer,
  message,
} from "../../src/testing/index.js";
import { isReserved, isReservedNamespace } from "../../src/tools/reserved-names.js";
import { type E2eSetup, startCodex } from "./start-codex.js";

const call = (name: string, args: unknown = {}, more: object = {}): AnswerPart =>
  functionCall(name, args as Record<string, unknown>, { callId: "call", ...more });

const plain = (name: string, run: Tool["run"], more: Partial<Tool> = {}): Tool =>
  tool({ name, description: name, inputSchema: { type: "object", properties: {} }, run, ...more });

const toldOf = (model: MockResponsesServer, callId = "call"): string =>
  model.requests.map((request) => request.toolOutput(callId)).findLast((told) => told) ?? "";

interface Called extends E2eSetup {
  thread: Thread;
  /** What the model was told. */
  told: string;
}

/** Runs a turn in which the model calls the first of these tools. */
async function callOf(tools: Tool[], args: unknown = {}): Promise<Called> {
  const setup = await startCodex();
  setup.model.respond(call(tools[0]?.name ?? "", args)).respond(message("done"));
  const thread = await setup.codex.threadStart({ tools });
  expect((await thread.run("Go")).finalResponse).toBe("done");
  return { ...setup, thread, told: toldOf(setup.model) };
}

/** What the model is told of each, when it calls all of them at once. */
async function toldOfEach(tools: Tool[]): Promise<string[]> {
  const { codex, model } = await startCodex();
  model.respond(...tools.map(({ name }) => call(name, {}, { callId: name })));
  model.respond(message("done"));
  expect((await (await codex.threadStart({ tools })).run("Go")).finalResponse).toBe("done");
  return tools.map(({ name }) => toldOf(model, name));
}

const reasonOf = (work: Promise<unknown>): Promise<unknown> =>
  work.catch((reason: unknown) => reason);

describe("a tool", () => {
  test("is offered with its schema, gets validated arguments and its context, and answers", async () => {
    const seen: unknown[] = [];
    const lookUp = tool({
      name: "look_up",
      description: "Finds an issue.",
      input: z.object({ id: z.string().transform(Number), tag: z.string().default("none") }),
      run: ({ id, tag }, context) => {
        seen.push({ id, tag }, context);
        return { title: `issue ${id}` };
      },
    });
    const { model, thread, told } = await callOf([lookUp], { id: "7" });

    expect(told).toBe('{"title":"issue 7"}');
    expect(seen).toEqual([
      { id: 7, tag: "none" },
      {
        threadId: thread.id,
        turnId: expect.any(String),
        callId: "call",
        signal: expect.any(AbortSignal),
      },
    ]);
    const offered = offeredTo(model).find(({ name }) => name === "look_up");
    expect(offered).toMatchObject({
      description: "Finds an issue.",
      parameters: { type: "object", required: ["id"] },
    });
  });

  test("that is a method of a class runs on its object", async () => {
    class Counter {
      readonly name = "count";
      readonly description = "Counts.";
      readonly inputSchema = { type: "object" };
      #count = 41;
      run(): number {
        this.#count += 1;
        return this.#count;
      }
    }

    expect((await callOf([tool(new Counter())])).told).toBe("42");
  });

  test("may answer with a text, any JSON value or the protocol's own form", async () => {
    const answers: [result: unknown, told: string][] = [
      ["plain \u2028 text", "plain \u2028 text"],
      [undefined, "(no result)"],
      [null, "null"],
      [[1, "a", { b: true }], '[1,"a",{"b":true}]'],
      [{ at: new Date(0) }, '{"at":"1970-01-01T00:00:00.000Z"}'],
      [{ contentItems: [{ type: "inputText", text: "own" }], success: true }, "own"],
    ];
    const tools = answers.map(([result], index) => plain(`tool_${index}`, () => result));

    expect(await toldOfEach(tools)).toEqual(answers.map(([, told]) => told));
  });

  test("may answer with an image", async () => {
    const imageUrl =
      "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=";
    const { model } = await callOf([
      plain("draw", () => ({ contentItems: [{ type: "inputImage", imageUrl }] })),
    ]);

    expect(JSON.stringify(model.requests.at(-1)?.input)).toContain('"type":"input_image"');
  });

  test("in a namespace is called by both names, and found by a search when it is deferred", async () => {
    const { codex, model } = await startCodex();
    const inner = (name: string, more: object = {}): Tool => plain(name, () => `${name}!`, more);
    const tickets = toolNamespace("tickets", "The tickets.", [
      inner("close"),
      inner("reopen", { deferLoading: true }),
    ]);
    const thread = await codex.threadStart({ tools: [tickets, inner("open")] });
    model.respond(
      call("close", {}, { namespace: "tickets", callId: "a" }),
      call("open", {}, { callId: "b" }),
      call("reopen", {}, { namespace: "tickets", callId: "c", unoffered: true }),
    );
    model.respond(message("done"));

    await thread.run("Go");

    expect(["a", "b", "c"].map((id) => toldOf(model, id))).toEqual(["close!", "open!", "reopen!"]);
    const offered = JSON.stringify(model.requests[0]?.body);
    expect(offered).toContain('"name":"close"');
    expect(offered).not.toContain('"name":"reopen"');
  });

  test("is offered to a model that calls tools from code, too", async () => {
    const { codex, model } = await startCodex();
    const tools = [plain("say-hello", () => "hello from here")];
    const thread = await codex.threadStart({ tools, model: "gpt-6.1-sol" });
    model.respond(customToolCall("exec", "text(await tools.say_hello({}))", { callId: "call" }));
    model.respond(message("done"));

    await thread.run("Go");

    expect(toldOf(model)).toContain("hello from here");
  });
});

describe("the model is told, and the turn goes on, when", () => {
  const circle: Record<string, unknown> = {};
  circle.self = { circle };
  const cases: [what: string, run: Tool["run"], told: RegExp][] = [
    [
      "it throws",
      () => {
        throw new Error("no such issue");
      },
      /^no such issue$/,
    ],
    ["it rejects with no error", () => Promise.reject(undefined), /undefined/],
    ["it returns an error", () => new Error("returned"), /^returned$/],
    ["it returns a circle", () => circle, /contains it/],
    ["it returns a BigInt", () => ({ n: 1n }), /result\.n is .*JSON can't represent/],
    ["it returns a function", () => [() => {}], /result\[0\] is a function/],
    ["it returns a stream", () => Readable.from(["a"]), /is a Readable/],
    ["it returns a web stream", () => ({ body: new ReadableStream() }), /body is a ReadableStream/],
    ["it returns a map", () => ({ m: new Map([[1, 2]]) }), /m is a Map/],
    ["it returns bytes", () => Buffer.from("x"), /is a Buffer/],
    ["it returns a response", () => new Response("x"), /is a Response/],
    ["it returns 10 MB", () => "x".repeat(10_000_000), /10000000 characters, more than/],
    ["it returns 10 MB of JSON", () => [Array(100_000).fill("x".repeat(100))], /characters, more/],
    [
      "it throws 10 MB",
      () => {
        throw new Error("y".repeat(10_000_000));
      },
      /^y+…?/,
    ],
    [
      "it returns content that is none",
      () => ({ contentItems: [{ type: "inputText" }], success: true }),
      /text/,
    ],
    [
      "a getter of its result throws",
      () =>
        Object.defineProperty({}, "x", {
          enumerable: true,
          get: () => {
            throw new Error("gone");
          },
        }),
      /gone/,
    ],
  ];

  test("it throws, or returns what the model can't be told", async () => {
    const tools = cases.map(([, run], index) => plain(`tool_${index}`, run));

    const told = await toldOfEach(tools);

    for (const [index, [what, , expected]] of cases.entries()) {
      expect.soft(told[index], what).toMatch(expected);
      expect.soft(told[index]?.length, what).toBeLessThan(20_000);
    }
  });

  test("what it throws holds a secret, without it", async () => {
    const { codex, model } = await startCodex({ codex: { env: { MY_TOKEN: "hush-hush-4711" } } });
    const tools = [
      plain("leak", () => {
        throw new Error("refused with hush-hush-4711");
      }),
    ];
    model.respond(call("leak")).respond(message("done"));

    await (await codex.threadStart({ tools })).run("Go");

    expect(toldOf(model)).toMatch(/^refused with /);
    expect(toldOf(model)).not.toContain("4711");
  });

  test("the arguments do not fit: it does not run", async () => {
    let runs = 0;
    const input = z.object({ ids: z.array(z.number()) });
    const run = (): void => {
      runs += 1;
    };
    const { told } = await callOf([tool({ name: "sum", description: "d", input, run })], {
      ids: [1, "2"],
    });

    expect(told).toMatch(/^The arguments do not fit:\n- ids\[1\]: /);
    expect(runs).toBe(0);
  });

  test("its schema throws", async () => {
    const input = z.object({
      id: z.string().refine(() => {
        throw new Error("broken schema");
      }),
    });
    const lookUp = tool({ name: "look_up", description: "d", input, run: () => "found" });

    expect((await callOf([lookUp], { id: "1" })).told).toBe("broken schema");
  });

  test("it takes longer than its time, and its signal fires", async () => {
    let context: ToolContext | undefined;
    const hang = (_: unknown, given: ToolContext): Promise<void> => {
      context = given;
      return new Promise(() => {});
    };
    const { told } = await callOf([plain("hang", hang, { timeoutMs: 50 })]);

    expect(told).toBe("the tool hang took more than 50 ms");
    expect(context?.signal.aborted).toBe(true);
  });

  test("it is none of the thread's: gone, or never there", async () => {
    const { codex, model } = await startCodex();
    const thread = await codex.threadStart({
      tools: [plain("a", () => "a"), plain("b", () => "b")],
    });
    model.respond(call("a", {}, { callId: "1" }), call("b", {}, { callId: "2" }));
    model.respond(message("done"));
    await thread.run("Go");

    const resumed = await codex.threadResume(thread.id, { tools: [plain("b", () => "other b")] });
    model.respond(
      call("a", {}, { callId: "3" }),
      call("b", {}, { callId: "4" }),
      call("never", {}, { callId: "5", unoffered: true }),
    );
    model.respond(message("done"));
    await resumed.run("Go");

    expect(["1", "2", "3", "4"].map((id) => toldOf(model, id))).toEqual([
      "a",
      "b",
      'There is no such tool as "a".',
      "other b",
    ]);
    expect(toldOf(model, "5")).toContain("unsupported call");
  });
});

describe("calls at the same time", () => {
  test("ten of them run at once, each with its own answer", async () => {
    const { codex, model } = await startCodex();
    let [running, most] = [0, 0];
    const all: (() => void)[] = [];
    const wait = tool({
      name: "wait_for_all",
      description: "d",
      input: z.object({ n: z.number() }),
      run: async ({ n }) => {
        most = Math.max(most, ++running);
        await new Promise<void>((resolve) => {
          all.push(resolve);
          if (all.length === 10) for (const go of all) go();
        });
        running -= 1;
        return n;
      },
    });
    const numbers = Array.from({ length: 10 }, (_, n) => n);
    model.respond(...numbers.map((n) => call("wait_for_all", { n }, { callId: `call-${n}` })));
    model.respond(message("done"));

    await (await codex.threadStart({ tools: [wait] })).run("Go");

    expect(most).toBe(10);
    expect(numbers.map((n) => toldOf(model, `call-${n}`))).toEqual(numbers.map(String));
  });

  test("a tool may run a turn of another thread, but none of its own", async () => {
    const { codex, model } = await startCodex();
    const own: unknown[] = [];
    const ask = plain("ask_other", async () => {
      own.push(await reasonOf(thread.run("Me too")));
      const other = await codex.threadStart();
      return (await other.run("What is 6 times 7?")).finalResponse;
    });
    const thread = await codex.threadStart({ tools: [ask] });
    model.respond(call("ask_other")).respond(message("42")).respond(message("It is 42."));

    const { finalResponse } = await thread.run("Go");

    expect(finalResponse).toBe("It is 42.");
    expect(toldOf(model)).toBe("42");
    expect(own[0]).toBeInstanceOf(TurnInProgressError);
  });

  test("a tool may end its own turn: its signal fires, and the thread is free", async () => {
    const { codex, model } = await startCodex();
    const seen: unknown[] = [];
    const stop = plain("stop", async (_, { signal }) => {
      await thread.currentTurn()?.interrupt();
      seen.push(signal.aborted);
      return "too late";
    });
    const thread = await codex.threadStart({ tools: [stop] });
    model.respond(call("stop")).respond(message("free"));

    const reason = await reasonOf(thread.run("Go"));

    expect(reason).toMatchObject({ code: "TURN_INTERRUPTED" });
    expect((await thread.run("Go on")).finalResponse).toBe("free");
    expect(seen).toEqual([true]);
  });

  test("a tool that does not listen does not keep a turn that is aborted", async () => {
    const { codex, model } = await startCodex();
    const controller = new AbortController();
    const deaf = plain(
      "deaf",
      () => {
        controller.abort(new Error("enough"));
        return new Promise(() => {});
      },
      { timeoutMs: 0 },
    );
    const thread = await codex.threadStart({ tools: [deaf] });
    model.respond(call("deaf")).respond(message("free"));

    await expect(thread.run("Go", { signal: controller.signal })).rejects.toThrow("enough");

    expect((await thread.run("Go on")).finalResponse).toBe("free");
  });
});

describe("tools stay with their thread", () => {
  test("after unsubscribing, and on a fork of the same client, which may be given others", async () => {
    const { codex, model } = await startCodex();
    const thread = await codex.threadStart({ tools: [plain("who", () => "the first")] });
    model.respondWith(({ input }) =>
      input.at(-1)?.type === "function_call_output" ? message("done") : call("who"),
    );
    await thread.run("Go");
    await thread.unsubscribe();
    await thread.run("Again");
    expect(lastTold(model)).toBe("the first");

    const fork = await codex.threadFork(thread.id);
    await fork.run("Go");
    expect(lastTold(model)).toBe("the first");

    const other = await codex.threadFork(thread.id, { tools: [plain("who", () => "another")] });
    await other.run("Go");
    expect(lastTold(model)).toBe("another");
  });

  test("and are given again by a client that resumes it", async () => {
    const first = await startCodex();
    const thread = await first.codex.threadStart({ tools: [plain("who", () => "the first")] });
    first.model.respond(message("stored"));
    await thread.run("Go");
    await first.codex.close();
    const again = await anotherClient(first, thread.id);

    expect(again).toEqual(['There is no such tool as "who".', "the second"]);
  });
});

function lastTold(model: MockResponsesServer): unknown {
  return model.requests.at(-1)?.input.findLast(({ type }) => type === "function_call_output")
    ?.output;
}

/** What the model is told of a call by another client, first without and then with functions. */
async function anotherClient({ model, home }: E2eSetup, threadId: string): Promise<unknown[]> {
  const { Codex } = await import("../../src/index.js");
  const codex = new Codex(home.options);
  try {
    const told: unknown[] = [];
    for (const tools of [undefined, [plain("who", () => "the second")]]) {
      model.respond(call("who")).respond(message("done"));
      await (await codex.threadResume(threadId, { tools })).run("Go");
      told.push(lastTold(model));
    }
    return told;
  } finally {
    await codex.close();
  }
}

/** The tools that the model was offered with the first request. */
function offeredTo({ requests }: MockResponsesServer): { name?: string; type: string }[] {
  const [first] = requests;
  const body = (first?.body ?? {}) as { tools?: { name?: string; type: string }[] };
  return body.tools ?? [];
}

describe("sub-agents of the newer kind", () => {
  test.each<[string, boolean, string]>([
    ["are not offered a thread's tools", false, "unsupported call: where_am_i"],
    ["are, where a feature of the server is on, and call the thread's functions", true, "here"],
  ])("%s", async (_, isOn, expected) => {
    const config = `[features]\nmulti_agent_v2 = true\nmulti_agent_v2_dynamic_tools = ${isOn}\n`;
    const { codex, model } = await startCodex({ home: { config } });
    const thread = await codex.threadStart({ tools: [plain("where_am_i", () => "here")] });
    const spawn = { task_name: "child", message: "Look", fork_turns: "none" };
    model.respondWith((request) => {
      const outputs = request.input.filter(({ type }) => `${type}`.endsWith("_output")).length;
      if (outputs > 1) return message("done");
      const agents = { namespace: "collaboration", callId: `agents-${outputs}` };
      if (request.threadId === thread.id) {
        return outputs === 0
          ? call("spawn_agent", spawn, agents)
          : call("wait_agent", { timeout_ms: 10_000 }, agents);
      }
      return outputs === 0
        ? call("where_am_i", {}, { unoffered: !isOn })
        : message("the child is done");
    });

    await thread.run("Go");

    expect(toldOf(model)).toBe(expected);
  });
});

describe("the server's own tools", () => {
  test.each(["gpt-5.5", "gpt-6.1-sol"])("have names that are reserved, with %s", async (name) => {
    const { codex, model } = await startCodex({
      home: {
        config:
          "[features]\nrequest_permissions_tool = true\n[tools.update_plan]\nenabled = true\n",
      },
    });
    model.respond(message("done"));

    await (await codex.threadStart({ model: name })).run("Go");

    // Models that call tools from code are told of them in the input.
    const [told] = (model.requests[0]?.input ?? []) as { tools?: { name: string; tools?: [] }[] }[];
    const functions = told?.tools?.find((one) => one.name === "functions")?.tools ?? [];
    const all: { name?: string; type?: string }[] = [...offeredTo(model), ...functions];
    const flat = all.filter(({ type }) => type !== "namespace");
    const documented = [...JSON.stringify(told).matchAll(/### `(\w+)`/g)].map(([, one]) => one);
    const spaces = [...(told?.tools ?? []), ...all.filter(({ type }) => type === "namespace")];
    const taken = spaces.map((one) => one.name).filter((one) => one !== "functions");
    const names = [...flat.map((one) => one.name ?? one.type), ...documented].map(String);

    expect(names.length).toBeGreaterThan(8);
    expect(names.filter((one) => !isReserved(one))).toEqual([]);
    expect(taken.filter((one) => !isReservedNamespace(String(one)))).toEqual([]);
  });
});

describe("raw dynamicTools", () => {
  const dynamicTools = [
    { type: "function" as const, name: "raw", description: "d", inputSchema: { type: "object" } },
  ];

  test("are answered by the handler toolCall", async () => {
    const { codex, model } = await startCodex();
    const thread = await codex.threadStart({
      dynamicTools,
      handlers: {
        toolCall: ({ tool: name, arguments: args }) => ({
          contentItems: [{ type: "inputText", text: `${name} ${JSON.stringify(args)}` }],
          success: true,
        }),
      },
    });
    model.respond(call("raw", { a: 1 })).respond(message("done"));

    await thread.run("Go");

    expect(toldOf(model)).toBe('raw {"a":1}');
  });

  test("are refused without it, and beside tools", async () => {
    const { codex } = await startCodex();

    await expect(codex.threadStart({ dynamicTools })).rejects.toThrow(/need the handler toolCall/);
    await expect(
      codex.threadStart({
        dynamicTools,
        tools: [],
        handlers: { toolCall: () => ({ contentItems: [], success: true }) },
      }),
    ).rejects.toThrow("only one of them");
  });
});

describe("refused before anything is sent are", () => {
  test("two tools of one name, and a name that is the server's own", async () => {
    const sent: unknown[] = [];
    const { codex } = await startCodex({ codex: { trace: ({ message }) => sent.push(message) } });
    const tools = [plain("a", () => ""), plain("a", () => ""), plain("exec_command", () => "")];

    await expect(codex.threadStart({ tools })).rejects.toThrow(OptionsError);

    expect(JSON.stringify(sent)).not.toContain("thread/start");
  });

  test("tools without the experimental API", async () => {
    const { codex } = await startCodex({ codex: { experimentalApi: false } });

    await expect(codex.threadStart({ tools: [] })).rejects.toThrow(OptionsError);
    await expect(codex.threadResume("x", { tools: [] })).rejects.toThrow(/experimental API/);
  });
});
