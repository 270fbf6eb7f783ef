import type * as wire from "codex-app-server-sdk/protocol";
import type { AppServerClient } from "../client/app-server-client.js";
import type { TransportClosedError } from "../errors/index.js";
import { apiKeyRule } from "../options/api-key.js";
import type { CallOptions } from "../options/call-options.js";
import { assertNoProblems, text } from "../options/option-rules.js";
import { checkUnsent, splitOptions } from "../options/own-options.js";
import type { AccountOptions, ModelsOptions } from "../options/query-options.js";
import { requireExperimental } from "../options/require-experimental.js";
import type {
  ThreadForkOptions,
  ThreadListOptions,
  ThreadResumeOptions,
  ThreadSearchOptions,
  ThreadStartOptions,
} from "../options/thread-options.js";
import type { Thread } from "../thread/thread.js";
import {
  type ChatgptLoginHandle,
  type DeviceCodeLoginHandle,
  loginChatgpt,
  loginChatgptDeviceCode,
} from "./login.js";
import { forkThread, resumeThread, startThread } from "./open-thread.js";
import { resolveParams } from "./resolve-params.js";
import { type NamedClient, Session, type SessionOptions } from "./session.js";
import { type CodexMetadata, shakeHands } from "./shake-hands.js";

/** What a `Codex` does with its session. This is the one file of the session that it loads. */
export class CodexSession {
  readonly #session: Session;

  constructor(options: SessionOptions) {
    this.#session = new Session(options);
  }

  /** See `Session.createClient`. */
  createClient(ended: (reason: TransportClosedError) => void): Promise<NamedClient> {
    return this.#session.createClient(ended);
  }

  /** See `shakeHands`. */
  shakeHands(client: AppServerClient): Promise<CodexMetadata> {
    return shakeHands(client, this.#session.options);
  }

  /** See `Session.pauseGoals`. */
  pauseGoals(client: AppServerClient): Promise<void> {
    return this.#session.pauseGoals(client);
  }

  threadStart(options: ThreadStartOptions | undefined): Promise<Thread> {
    return startThread(this.#session, options);
  }

  threadResume(threadId: string, options: ThreadResumeOptions | undefined): Promise<Thread> {
    return resumeThread(this.#session, threadId, options);
  }

  threadFork(threadId: string, options: ThreadForkOptions | undefined): Promise<Thread> {
    return forkThread(this.#session, threadId, options);
  }

  /** The page at a cursor; null stands for the first one. */
  async threadList(
    options: ThreadListOptions | undefined,
    cursor: string | null,
  ): Promise<wire.ThreadListResponse> {
    const { own, sent } = splitOptions("thread/list", options);
    const params = resolveParams(sent, this.#session.options);
    return this.request("thread/list", { ...params, cursor: cursor ?? sent.cursor ?? null }, own);
  }

  /** The page at a cursor; null stands for the first one. */
  async threadSearch(
    options: ThreadSearchOptions,
    cursor: string | null,
  ): Promise<wire.ThreadSearchResponse> {
    requireExperimental("threadSearch()", this.#session.server);
    const { own, sent } = splitOptions("thread/search", options);
    return this.request("thread/search", { ...sent, cursor: cursor ?? sent.cursor ?? null }, own);
  }

  /** The page at a cursor; null stands for the first one. */
  async models(
    options: ModelsOptions | undefined,
    cursor: string | null,
  ): Promise<wire.ModelListResponse> {
    const { own, sent } = splitOptions("model/list", options);
    return this.request("model/list", { ...sent, cursor: cursor ?? sent.cursor ?? null }, own);
  }

  async account(options: AccountOptions | undefined): Promise<wire.GetAccountResponse> {
    const { own, sent } = splitOptions("account/read", options);
    return this.request("account/read", sent, own);
  }

  async loginApiKey(apiKey: string, call: CallOptions | undefined): Promise<void> {
    assertNoProblems(apiKeyRule(apiKey, "apiKey"));
    await this.#session.request("account/login/start", { type: "apiKey", apiKey }, call);
  }

  loginChatgpt(call: CallOptions | undefined): Promise<ChatgptLoginHandle> {
    return loginChatgpt(this.#session, call);
  }

  loginChatgptDeviceCode(call: CallOptions | undefined): Promise<DeviceCodeLoginHandle> {
    return loginChatgptDeviceCode(this.#session, call);
  }

  /** Sends a request whose params are checked first. */
  request<M extends keyof wire.ClientRequests>(
    method: M,
    params: wire.ClientRequests[M]["params"],
    call: CallOptions | undefined,
  ): Promise<wire.ClientRequests[M]["result"]> {
    return this.#session.request(method, params, call);
  }

  /** See `Session.send`. */
  async send<M extends keyof wire.ClientRequests>(
    method: M,
    params: wire.ClientRequests[M]["params"],
    call: CallOptions | undefined,
  ): Promise<wire.ClientRequests[M]["result"]> {
    return this.#session.send(method, params, checkCall(method, call));
  }

  /** See `Session.sendRaw`. */
  async sendRaw(method: string, params: unknown, call: CallOptions | undefined): Promise<unknown> {
    return this.#session.sendRaw(method, params, checkCall(method, call));
  }
}

function checkCall(method: string, call: CallOptions | undefined): CallOptions {
  assertNoProblems(text(method, "method"));
  return checkUnsent("request", call);
}
