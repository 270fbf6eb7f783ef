import type * as wire from "codex-app-server-sdk/protocol";
import { expect, test } from "vitest";
import { classifyFailure } from "./classify-failure.js";

test.each<[info: unknown, httpStatus: number | null, isRetryable: boolean]>([
  [{ responseTooManyFailedAttempts: { httpStatusCode: 429 } }, 429, true],
  [{ responseStreamDisconnected: { httpStatusCode: null } }, null, true],
  [{ responseStreamDisconnected: {} }, null, true],
  [{ responseStreamConnectionFailed: { httpStatusCode: 502 } }, 502, true],
  [{ httpConnectionFailed: { httpStatusCode: 401 } }, 401, false],
  [{ activeTurnNotSteerable: { turnKind: "review" } }, null, false],
  ["serverOverloaded", null, true],
  ["internalServerError", null, true],
  ["usageLimitExceeded", null, false],
  ["contextWindowExceeded", null, false],
  ["somethingNewer", null, false],
  [null, null, false],
  [{}, null, false],
])(
  "a failure of kind %j has status %s, and to try again is sensible: %s",
  (info, httpStatus, isRetryable) => {
    const error = { message: "no", codexErrorInfo: info } as wire.TurnError;

    expect(classifyFailure(error)).toEqual({ httpStatus, isRetryable });
  },
);

test("an answer of the model that broke off is recognised by its wording", () => {
  const message = "stream disconnected before completion: stream closed";
  const error = { message, codexErrorInfo: "other" } as wire.TurnError;

  expect(classifyFailure(error)).toEqual({ httpStatus: null, isRetryable: true });
  expect(classifyFailure({ ...error, message: "other" })).toMatchObject({ isRetryable: false });
  expect(classifyFailure(null)).toEqual({ httpStatus: null, isRetryable: false });
});
