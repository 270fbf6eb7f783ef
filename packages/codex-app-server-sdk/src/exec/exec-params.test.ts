import { describe, expect, test } from "vitest";
import { splitOptions } from "../options/own-options.js";
import type { ExecOptions } from "../options/server-options.js";
import { execParams } from "./exec-params.js";

const paramsOf = (options: ExecOptions): ReturnType<typeof execParams> =>
  execParams(["ls"], splitOptions("command/exec", options));

const streamed = { streamStdin: true, streamStdoutStderr: true };
const unlimited = { timeoutMs: undefined, disableTimeout: true, disableOutputCap: true };

describe("a program is run", () => {
  test.each<[string, ExecOptions, object]>([
    ["with streams and without the server's limits", {}, { ...streamed, ...unlimited }],
    [
      "the same where options are undefined",
      { streamStdin: undefined, streamStdoutStderr: undefined, timeoutMs: undefined },
      { ...streamed, ...unlimited },
    ],
    ["without a limit of time where it is 0", { timeoutMs: 0 }, unlimited],
    [
      "with a limit of time in whole milliseconds",
      { timeoutMs: 0.2 },
      { timeoutMs: 1, disableTimeout: false, disableOutputCap: true },
    ],
    [
      "with a cap of the user's own",
      { outputBytesCap: 5 },
      { outputBytesCap: 5, disableOutputCap: false },
    ],
    ["without streams that are not wanted", { streamStdin: false }, { streamStdin: false }],
    ["under an id of the user's own", { processId: "mine" }, { processId: "mine" }],
  ])("%s", (_, options, expected) => {
    expect(paramsOf(options)).toMatchObject({ command: ["ls"], ...expected });
  });

  test("under an id that no other one has", () => {
    expect(paramsOf({}).processId).not.toBe(paramsOf({}).processId);
  });
});
