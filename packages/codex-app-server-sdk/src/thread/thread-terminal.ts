import type * as wire from "codex-app-server-sdk/protocol";
import { allEntries } from "../async/page-entries.js";
import type { CallOptions } from "../options/call-options.js";

/** A command of a thread that runs, in the background or in its first call. */
export interface ThreadTerminal extends wire.ThreadBackgroundTerminal {
  /** Ends the command. Resolves with whether it was still running. */
  terminate(call?: CallOptions): Promise<boolean>;
}

type TerminalMethod = "thread/backgroundTerminals/list" | "thread/backgroundTerminals/terminate";

type Send = <M extends TerminalMethod>(
  method: M,
  params: wire.ClientRequests[M]["params"],
  call: CallOptions | undefined,
) => Promise<wire.ClientRequests[M]["result"]>;

/** Every command of the thread that runs. */
export async function listTerminals(
  threadId: string,
  send: Send,
  call: CallOptions,
): Promise<ThreadTerminal[]> {
  const terminals = await allEntries((cursor) =>
    send("thread/backgroundTerminals/list", { threadId, cursor }, call),
  );
  return terminals.map((terminal) => ({
    ...terminal,
    terminate: async (own) => {
      const params = { threadId, processId: terminal.processId };
      return (await send("thread/backgroundTerminals/terminate", params, own)).terminated;
    },
  }));
}
