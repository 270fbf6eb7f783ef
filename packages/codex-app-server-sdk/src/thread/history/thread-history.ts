import type * as wire from "codex-app-server-sdk/protocol";
import { OptionsError } from "../../errors/index.js";
import type { CallOptions } from "../../options/call-options.js";
import type { ThreadRecord } from "../../records/thread-record.js";

type ListMethod = "thread/turns/list" | "thread/items/list";

/** The thread whose history is read, and how to ask for it. */
export interface HistoryPlace {
  readonly record: Pick<ThreadRecord, "id" | "isEphemeral">;
  request<M extends ListMethod>(
    method: M,
    params: wire.ClientRequests[M]["params"],
    call: CallOptions,
  ): Promise<wire.ClientRequests[M]["result"]>;
  /** Whether an error may say that the thread has had no turn yet. */
  mayBeBeforeFirstTurn(error: unknown): boolean;
}

const emptyPage = { data: [], nextCursor: null, backwardsCursor: null };

/** One page of the thread's turns; an empty one before the first. */
export async function turnsPage(
  place: HistoryPlace,
  params: wire.ThreadTurnsListParams,
  call: CallOptions,
): Promise<wire.ThreadTurnsListResponse> {
  refuseEphemeral(place.record, "turns");
  try {
    return await place.request("thread/turns/list", params, call);
  } catch (error) {
    if (place.mayBeBeforeFirstTurn(error)) return emptyPage;
    throw error;
  }
}

/** One page of the thread's items; an empty one before the first turn. */
export async function itemsPage(
  place: HistoryPlace,
  params: wire.ThreadItemsListParams,
  call: CallOptions,
): Promise<wire.ThreadItemsListResponse> {
  refuseEphemeral(place.record, "items");
  try {
    return await place.request("thread/items/list", params, call);
  } catch (error) {
    if (!place.mayBeBeforeFirstTurn(error)) throw error;
    // The server says the same of a thread that it does not know, and is clearer on turns.
    const { data } = await turnsPage(place, { threadId: params.threadId, limit: 1 }, call);
    if (data.length === 0) return emptyPage;
    throw error;
  }
}

function refuseEphemeral({ id, isEphemeral }: HistoryPlace["record"], what: string): void {
  if (!isEphemeral) return;
  throw new OptionsError(`Thread ${id} is ephemeral: its ${what} are not stored.`);
}
