import type * as wire from "codex-app-server-sdk/protocol";
import { describe, expect, test } from "vitest";
import { forwardedAnswer, forwardedForm } from "./forwarded-form.js";

const common = { threadId: "t", turnId: null, serverName: "notes", _meta: null };
const asParams = (params: object): wire.McpServerElicitationRequestParams =>
  ({ ...common, ...params }) as wire.McpServerElicitationRequestParams;

describe("forwardedForm", () => {
  test("passes on a form, without the nulls that Codex adds", () => {
    const properties = { name: { type: "string", title: null } };
    const requestedSchema = { $schema: null, type: "object", properties, required: null };

    expect(forwardedForm(asParams({ mode: "form", message: "Name?", requestedSchema }))).toEqual({
      mode: "form",
      elicitation: {
        message: "notes: Name?",
        requestedSchema: { type: "object", properties: { name: { type: "string" } } },
      },
    });
  });

  test("passes on a page to visit", () => {
    const page = { mode: "url", url: "https://example.org", elicitationId: "e" };

    expect(forwardedForm(asParams({ ...page, message: "Log in" }))).toEqual({
      mode: "url",
      elicitation: { ...page, message: "notes: Log in" },
    });
  });

  test("has nothing for what only Codex knows", () => {
    expect(forwardedForm(asParams({ mode: "openai/form" }))).toBeUndefined();
  });
});

describe("forwardedAnswer", () => {
  test.each([
    [{ action: "accept", content: { a: 1 } }, "accept", { a: 1 }],
    [{ action: "accept" }, "accept", null],
    [{ action: "decline", content: { a: 1 } }, "decline", null],
    [{ action: "cancel" }, "cancel", null],
    [{ decision: "approved" }, "decline", null],
    [undefined, "decline", null],
  ])("%j is %s with %j", (answer, action, content) => {
    expect(forwardedAnswer(answer)).toEqual({ action, content, _meta: null });
  });
});
