import type * as wire from "codex-app-server-sdk/protocol";
import { PageEntries } from "../async/page-entries.js";
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
  const terminals: ThreadTerminal[] = [];
  const entries = new PageEntries((cursor) =>
    send("thread/backgroundTerminals/list", { threadId, cursor }, call),
  );
  for await (const terminal of entries) {
    const { processId } = terminal;
    const terminate = async (own?: CallOptions): Promise<boolean> => {
      const params = { threadId, processId };
      return (await send("thread/backgroundTerminals/terminate", params, own)).terminated;
    };
    terminals.push({ ...terminal, terminate });
  }
  return terminals;
}
