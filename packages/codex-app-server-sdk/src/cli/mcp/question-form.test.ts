import type * as wire from "codex-app-server-sdk/protocol";
import { describe, expect, test } from "vitest";
import { answersOf, questionForm } from "./question-form.js";

const question = (fields: Partial<wire.ToolRequestUserInputQuestion>): typeof fields => ({
  id: "q",
  header: "Pick",
  question: "Which?",
  isOther: false,
  isSecret: false,
  options: null,
  ...fields,
});

function params(...questions: object[]): wire.ToolRequestUserInputParams {
  return { questions } as wire.ToolRequestUserInputParams;
}

const options = [
  { label: "A", description: "the first" },
  { label: "B", description: "the second" },
];

describe("questionForm", () => {
  test("asks for a text, a choice, or a choice with something else", () => {
    const asked = params(
      question({ id: "text" }),
      question({ id: "choice", options }),
      question({ id: "more", options, isOther: true }),
    );

    const description = "Which?\nA: the first\nB: the second";
    expect(questionForm(asked)).toEqual({
      message: "Which?\nWhich?\nWhich?",
      requestedSchema: {
        type: "object",
        properties: {
          text: { type: "string", title: "Pick", description: "Which?" },
          choice: { type: "string", title: "Pick", description, enum: ["A", "B"] },
          more: { type: "string", title: "Pick", description },
        },
      },
    });
  });

  test("asks for no secret, which MCP forbids", () => {
    const form = questionForm(params(question({ isSecret: true, question: "The password?" })));

    expect(JSON.stringify(form)).not.toContain("password");
  });
});

describe("answersOf", () => {
  const asked = params(question({ id: "a" }), question({ id: "__proto__" }));

  test("takes the texts that belong to a question", () => {
    expect(answersOf(asked, { a: "A", b: "B" })).toEqual({ answers: { a: { answers: ["A"] } } });
  });

  test.each([undefined, null, "A", { a: 1 }, []])("takes no answer from %j", (content) => {
    expect(answersOf(asked, content)).toEqual({ answers: {} });
  });
});
