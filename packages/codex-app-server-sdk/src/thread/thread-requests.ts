import type * as wire from "codex-app-server-sdk/protocol";
import { JsonRpcError } from "../errors/index.js";
import type { CallOptions } from "../options/call-options.js";
import { checkUnsent, splitOptions } from "../options/own-options.js";
import { turnPresets } from "../options/presets.js";
import { readSafely } from "../options/read-safely.js";
import { requireExperimental } from "../options/require-experimental.js";
import type {
  ItemsOptions,
  ReadOptions,
  ThreadSettingsOptions,
  TurnsOptions,
} from "../options/thread-options.js";
import type { ThreadRecord } from "../records/thread-record.js";
import { wordsOf } from "../rpc/rpc-error.js";
import type { HistoryPlace } from "./history/thread-history.js";
import type { ThreadSession } from "./thread-session.js";
import { listTerminals, type ThreadTerminal } from "./thread-terminal.js";
import { modeParams, refuseMode } from "./turn-mode.js";

/** What a `Thread` offers that is no more than a request about it. */
export class ThreadRequests {
  readonly #session: ThreadSession;
  readonly #record: ThreadRecord;
  readonly #history: HistoryPlace;

  constructor(session: ThreadSession, record: ThreadRecord) {
    this.#session = session;
    this.#record = record;
    this.#history = {
      record,
      request: (method, params, call) => this.#checked(method, params, call),
      mayBeBeforeFirstTurn,
    };
  }

  async read(options: ReadOptions | undefined): Promise<wire.ThreadReadResponse> {
    const { includeTurns = false, ...call } = checkUnsent("read", options);
    const read = (fields: { includeTurns: boolean }): Promise<wire.ThreadReadResponse> =>
      this.#session.request("thread/read", { threadId: this.#record.id, ...fields }, call);
    try {
      return await read({ includeTurns });
    } catch (error) {
      if (includeTurns && mayBeBeforeFirstTurn(error)) return read({ includeTurns: false });
      throw error;
    }
  }

  /** The page at a cursor; null stands for the first one. */
  async turns(
    options: TurnsOptions | undefined,
    cursor: string | null,
  ): Promise<wire.ThreadTurnsListResponse> {
    const { own, sent } = splitOptions("thread/turns/list", options);
    const params = { ...sent, threadId: this.#record.id, cursor: cursor ?? sent.cursor ?? null };
    const { turnsPage } = await import("./history/thread-history.js");
    return turnsPage(this.#history, params, own);
  }

  /** The page at a cursor; null stands for the first one. */
  async items(
    options: ItemsOptions | undefined,
    cursor: string | null,
  ): Promise<wire.ThreadItemsListResponse> {
    const { own, sent } = splitOptions("thread/items/list", options);
    const params = { ...sent, threadId: this.#record.id, cursor: cursor ?? sent.cursor ?? null };
    const { itemsPage } = await import("./history/thread-history.js");
    return itemsPage(this.#history, params, own);
  }

  async setName(name: string, call: CallOptions | undefined): Promise<void> {
    await this.#checked("thread/name/set", { threadId: this.#record.id, name }, call);
  }

  async revert(to: { beforeTurnId: string }, call: CallOptions | undefined): Promise<void> {
    const params = readSafely("The turn to revert to", () => ({
      ...to,
      threadId: this.#record.id,
    }));
    await this.#checked("thread/revert", params, call);
  }

  async updateSettings(options: ThreadSettingsOptions): Promise<void> {
    const { own, sent } = splitOptions("thread/settings/update", options);
    const { approvalMode, sandbox, mode, ...call } = own;
    requireExperimental("updateSettings()", this.#session.server);
    refuseMode(mode, sent, this.#session.server);
    const params = this.#session.resolveParams({
      ...sent,
      ...turnPresets({ ...sent, approvalMode, sandbox }),
      ...modeParams(mode, sent, this.#record.settings),
      threadId: this.#record.id,
    });
    await this.#checked("thread/settings/update", params, call);
  }

  async injectItems(items: readonly unknown[], call: CallOptions | undefined): Promise<void> {
    const params = { threadId: this.#record.id, items: items as unknown[] };
    await this.#checked("thread/inject_items", params, call);
  }

  async terminals(call: CallOptions | undefined): Promise<ThreadTerminal[]> {
    requireExperimental("terminals()", this.#session.server);
    return listTerminals(
      this.#record.id,
      (method, params, own) => this.#checked(method, params, own),
      checkUnsent("request", call),
    );
  }

  async #checked<M extends keyof wire.ClientRequests>(
    method: M,
    params: wire.ClientRequests[M]["params"] & object,
    call: CallOptions | undefined,
  ): Promise<wire.ClientRequests[M]["result"]> {
    const given = checkUnsent("request", call);
    this.#session.check(method, params);
    return this.#session.request(method, params, given);
  }
}

/** A thread has no stored turns before its first one, and the server says so with an error. */
function mayBeBeforeFirstTurn(error: unknown): boolean {
  return error instanceof JsonRpcError && /not supported yet|not materialized/.test(wordsOf(error));
}
