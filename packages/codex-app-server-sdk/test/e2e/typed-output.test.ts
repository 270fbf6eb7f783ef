import { once } from "node:events";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import {
  OutputValidationError,
  SchemaNotStrictError,
  TurnInProgressError,
} from "../../src/index.js";
import { httpError, message, usage } from "../../src/testing/index.js";
import { collect } from "../support/collect.js";
import { startCodex } from "./start-codex.js";

const Report = z.object({
  summary: z.string(),
  risk: z.enum(["low", "high"]),
  files: z.array(z.string().transform((name) => ({ name }))),
});
const good = { summary: "s", risk: "low", files: ["a.ts"] };

const reasonOf = (work: Promise<unknown>): Promise<unknown> =>
  work.catch((reason: unknown) => reason);

describe("a typed answer", () => {
  test("is what the schema makes of the answer; the model is held to what the schema takes", async () => {
    const { codex, model } = await startCodex();
    model.respond(message("I look.", { phase: "commentary" }), message(JSON.stringify(good)));
    const thread = await codex.threadStart();

    const { output, finalResponse } = await thread.run("Assess", { output: Report });

    expect(output).toEqual({ ...good, files: [{ name: "a.ts" }] });
    expect(finalResponse).toBe(JSON.stringify(good));
    expect(model.requests[0]?.body).toMatchObject({
      text: {
        format: {
          strict: true,
          schema: {
            type: "object",
            properties: {
              summary: { type: "string" },
              risk: { type: "string", enum: ["low", "high"] },
              files: { type: "array", items: { type: "string" } },
            },
            required: ["summary", "risk", "files"],
            additionalProperties: false,
          },
        },
      },
    });
  });

  test("is validated once for a handle, whoever asks and how often", async () => {
    const { codex, model } = await startCodex();
    model.respond(message('{"n":"1"}'));
    let validated = 0;
    const Counted = z.object({ n: z.string().refine(() => (validated += 1)) });

    const turn = await (await codex.threadStart()).turn("Go", { output: Counted });
    const events = await collect(turn.events());
    const results = [await turn.result(), await turn.result()];

    expect(results.map(({ output }) => output)).toEqual([{ n: "1" }, { n: "1" }]);
    expect(validated).toBe(1);
    expect(events.at(-1)).toMatchObject({ type: "finish", result: { output: undefined } });
  });

  test("that does not fit rejects with the text, the issues and the result", async () => {
    const { codex, model } = await startCodex();
    const thread = await codex.threadStart();
    const wrong = JSON.stringify({ ...good, risk: "none", files: ["a", 1] });
    model.respond(message(wrong)).respond(message("Sorry, no."));
    model.respond(message("just a comment", { phase: "commentary" }));

    const misfit = await reasonOf(thread.run("Assess", { output: Report }));
    const prose = await reasonOf(thread.run("Assess", { output: Report }));
    const none = await reasonOf(thread.run("Assess", { output: Report }));

    expect(misfit).toBeInstanceOf(OutputValidationError);
    expect(misfit).toMatchObject({
      code: "OUTPUT_INVALID",
      text: wrong,
      issues: [{ path: ["risk"] }, { path: ["files", 1] }],
      result: { finalResponse: wrong, turn: { status: "completed" } },
      message: expect.stringContaining("files[1]: "),
    });
    expect(prose).toMatchObject({
      text: "Sorry, no.",
      issues: [{ message: expect.stringContaining("no JSON") }],
    });
    expect(none).toMatchObject({ text: null, issues: [{ message: "the turn brought no answer" }] });
  });

  test("of a schema that never comes to an end is given up by the turn's signal", async () => {
    const { codex, model } = await startCodex();
    model.respond(message('{"n":"1"}'));
    const asked = new EventTarget();
    const Endless = z.object({
      n: z.string().refine(() => {
        asked.dispatchEvent(new Event("asked"));
        return new Promise<boolean>(() => {});
      }),
    });
    const controller = new AbortController();
    const validating = once(asked, "asked");

    const run = (await codex.threadStart()).run("Go", {
      output: Endless,
      signal: controller.signal,
    });
    await validating;
    controller.abort(new Error("enough"));

    await expect(run).rejects.toThrow("enough");
  });
});

describe("nothing is sent", () => {
  test("of a schema that strict output can't express, and the thread stays usable", async () => {
    const { codex, model } = await startCodex();
    const thread = await codex.threadStart();
    const Optional = z.object({ files: z.array(z.object({ name: z.string().optional() })) });

    const reason = await reasonOf(thread.run("Assess", { output: Optional }));
    const unconvertible = await reasonOf(thread.turn("Go", { output: z.object({ at: z.date() }) }));

    expect(reason).toBeInstanceOf(SchemaNotStrictError);
    expect(reason).toMatchObject({ code: "SCHEMA_NOT_STRICT", path: "files[].name" });
    expect(String(reason)).toMatch(/files\[\]\.name .* Make it required and nullable/);
    expect(unconvertible).toBeInstanceOf(SchemaNotStrictError);
    expect(unconvertible).toMatchObject({ path: "", cause: expect.any(Error) });
    expect(model.requests).toEqual([]);
    model.respond(message("ok"));
    expect((await thread.run("Go")).finalResponse).toBe("ok");
  });

  test.each<[string, object, RegExp]>([
    ["a plain JSON Schema as output", { output: { type: "object" } }, /goes into outputSchema/],
    ["null as output", { output: null }, /output is null/],
    ["output and outputSchema", { output: Report, outputSchema: {} }, /only one of them/],
    ["outputRetries without output", { outputRetries: 1 }, /needs an output/],
    ["half a retry", { output: Report, outputRetries: 0.5 }, /outputRetries is 0.5, expected/],
  ])("of %s", async (_, options, message_) => {
    const { codex, model } = await startCodex();
    const thread = await codex.threadStart();

    await expect(thread.run("Go", options)).rejects.toThrow(message_);

    expect(model.requests).toEqual([]);
    model.respond(message("ok"));
    await thread.run("Go");
  });

  test("of outputRetries on a handle", async () => {
    const { codex } = await startCodex();
    const thread = await codex.threadStart();

    await expect(thread.turn("Go", { output: Report, outputRetries: 1 })).rejects.toThrow(
      "outputRetries is an option of thread.run()",
    );
  });
});

describe("outputRetries", () => {
  test("tells the model what was wrong, and counts the tokens of all turns", async () => {
    const { codex, model } = await startCodex();
    model.respond(message("{}"), usage({ inputTokens: 1_000, outputTokens: 1 }));
    model.respond(message(JSON.stringify(good)), usage({ inputTokens: 2_000, outputTokens: 2 }));
    const thread = await codex.threadStart();

    const run = await thread.run("Assess", { output: Report, outputRetries: 3 });

    expect(run.output.risk).toBe("low");
    expect(run.turnUsage).toMatchObject({ inputTokens: 3_000, outputTokens: 3 });
    expect(model.requests).toHaveLength(2);
    expect(model.requests[1]?.userText).toMatch(/does not fit the schema.*\n- summary: /);
    expect(model.requests[1]?.body).toHaveProperty("text.format.schema");
  });

  test("ends with the last answer's error, which counts them too; the thread is free then", async () => {
    const { codex, model } = await startCodex();
    model.respondWith(() => message("{}"));
    const thread = await codex.threadStart();

    const reason = await reasonOf(thread.run("Assess", { output: Report, outputRetries: 2 }));

    expect(reason).toBeInstanceOf(OutputValidationError);
    expect(reason).toMatchObject({ result: { turnUsage: { inputTokens: 300 } } });
    expect(model.requests).toHaveLength(3);
    expect((await thread.run("Go")).finalResponse).toBe("{}");
  });

  test("keeps the thread's turn in between, whichever object is used", async () => {
    const { codex, model } = await startCodex();
    model.respond(message('{"n":"1"}')).respond(message('{"n":"2"}')).respond(message("free"));
    const thread = await codex.threadStart();
    const meanwhile: unknown[] = [];
    const OnlyTwo = z.object({
      n: z.string().refine(async (text) => {
        const view = await codex.threadResume(thread.id);
        meanwhile.push(
          await reasonOf(view.run("Me first")),
          await reasonOf(view.unsubscribe()),
          await reasonOf(view.compact()),
        );
        return text === "2";
      }),
    });

    const { output } = await thread.run("Go", { output: OnlyTwo, outputRetries: 1 });

    expect(output).toEqual({ n: "2" });
    expect(meanwhile.length).toBeGreaterThanOrEqual(6);
    for (const reason of meanwhile) expect(reason).toBeInstanceOf(TurnInProgressError);
    expect((await thread.run("Go")).finalResponse).toBe("free");
  });

  test("tells no more than 2,000 characters of what was wrong", async () => {
    const { codex, model } = await startCodex();
    const issue = "x".repeat(1_500);
    const Never = z.object({ a: z.string().refine(() => false, issue), b: z.string() });
    model.respondWith(() => message('{"a":"1"}'));

    await reasonOf((await codex.threadStart()).run("Go", { output: Never, outputRetries: 1 }));
    const told = model.requests[1]?.userText ?? "";

    expect(told).toContain(issue);
    expect(told.length).toBeLessThan(2_200);
  });

  test("stops for what another answer would not mend", async () => {
    const { codex, model } = await startCodex();
    const thread = await codex.threadStart();
    const Broken = z.object({
      n: z.string().refine(() => {
        throw new Error("my mistake");
      }),
    });
    model.respond(message('{"n":"1"}'));
    model.respond(message("{}")).respond(httpError(400, { message: "out of order" }));

    const broken = await reasonOf(thread.run("Go", { output: Broken, outputRetries: 5 }));
    const fails = await reasonOf(thread.run("Go", { output: Report, outputRetries: 5 }));

    expect(broken).toMatchObject({ code: "OUTPUT_INVALID", cause: { message: "my mistake" } });
    expect(fails).toMatchObject({ code: "TURN_FAILED" });
    expect(model.requests).toHaveLength(3);
  });
});
