import { describe, expect, test } from "vitest";
import { isCodexError, OptionsError } from "../errors/index.js";
import { createApprovals } from "./create-approvals.js";
import { toUIMessageResponse } from "./to-ui-message-response.js";
import { toUIMessageStream, type UITurn } from "./to-ui-message-stream.js";
import { toUIMessages } from "./to-ui-messages.js";

/** Nothing of it is read where the options are wrong. */
const turn = {} as UITurn;
const none = { id: "thread", turns: [] };

type Call = (options: never) => unknown;

const stream: Call = (options) => toUIMessageStream(turn, options);
const response: Call = (options) => toUIMessageResponse(turn, options);
const messages: Call = (options) => toUIMessages(none, options);
const approvals: Call = (options) => createApprovals(options);
const listening: Call = (options) => createApprovals().onChange(() => {}, options);

describe("options of a page that are wrong are refused at once:", () => {
  test.each<[string, Call, unknown, string]>([
    ["a stream", stream, { maxOutput: -1 }, "maxOutput is -1, expected a whole number"],
    ["a stream", stream, { maxOutput: Number.NaN }, "maxOutput is NaN"],
    ["a stream", stream, { aiVersion: "7" }, 'aiVersion is "7", expected 6 or 7'],
    ["a stream", stream, { keepAliveMs: 1 }, "keepAliveMs is not an option"],
    ["a stream", stream, null, "options is null"],
    ["a response", response, { aiVersion: 5 }, "aiVersion is 5"],
    ["a response", response, { keepAliveMs: -1 }, "keepAliveMs is -1, expected milliseconds"],
    ["a response", response, { keepAliveMs: 2 ** 31 }, "keepAliveMs is 2147483648"],
    ["a response", response, { headers: { a: 1 } }, "headers.a is 1, expected a string"],
    ["messages", messages, { maxOutput: 1.5 }, "maxOutput is 1.5"],
    ["approvals", approvals, { maxPending: "1" }, 'maxPending is "1"'],
    [
      "approvals",
      approvals,
      { maxpending: 1 },
      "maxpending is not an option; known are maxPending",
    ],
    ["listening", listening, { signal: {} }, "signal is"],
  ])("%s %#", (_, call, options, message) => {
    const failing = (): unknown => call(options as never);

    expect(failing).toThrow(OptionsError);
    expect(failing).toThrow(message);
  });

  test("and what is undefined has its default", () => {
    const given = { maxOutput: undefined, aiVersion: undefined };
    const failing = (): unknown => toUIMessageStream(turn, given);

    expect(failing).not.toThrow();
  });

  test("by an error that a program can tell", () => {
    let error: unknown;
    try {
      createApprovals({ maxPending: -1 });
    } catch (caught) {
      error = caught;
    }

    expect(isCodexError(error) && error.code).toBe("OPTIONS_INVALID");
  });
});
