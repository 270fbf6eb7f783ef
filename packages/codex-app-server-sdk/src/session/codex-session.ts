import type * as wire from "codex-app-server-sdk/protocol";
import type { AppServerClient, CallOptions } from "../client/app-server-client.js";
import type { TransportClosedError } from "../errors/index.js";
import type { Thread } from "../thread/thread.js";
import type {
  ThreadForkOptions,
  ThreadResumeOptions,
  ThreadStartOptions,
} from "../thread/thread-options.js";
import {
  type ChatgptLoginHandle,
  checkApiKey,
  type DeviceCodeLoginHandle,
  loginChatgpt,
  loginChatgptDeviceCode,
} from "./login.js";
import { forkThread, resumeThread, startThread } from "./open-thread.js";
import { type NamedClient, Session, type SessionOptions } from "./session.js";

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

  /** See `Session.pauseGoals`. */
  pauseGoals(client: AppServerClient): Promise<void> {
    return this.#session.pauseGoals(client);
  }

  threadStart(options: ThreadStartOptions): Promise<Thread> {
    return startThread(this.#session, options);
  }

  threadResume(threadId: string, options: ThreadResumeOptions): Promise<Thread> {
    return resumeThread(this.#session, threadId, options);
  }

  threadFork(threadId: string, options: ThreadForkOptions): Promise<Thread> {
    return forkThread(this.#session, threadId, options);
  }

  async loginApiKey(apiKey: string, call: CallOptions | undefined): Promise<void> {
    checkApiKey(apiKey);
    await this.#session.request("account/login/start", { type: "apiKey", apiKey }, call);
  }

  loginChatgpt(call: CallOptions | undefined): Promise<ChatgptLoginHandle> {
    return loginChatgpt(this.#session, call);
  }

  loginChatgptDeviceCode(call: CallOptions | undefined): Promise<DeviceCodeLoginHandle> {
    return loginChatgptDeviceCode(this.#session, call);
  }

  request<M extends keyof wire.ClientRequests>(
    method: M,
    params: wire.ClientRequests[M]["params"],
    call: CallOptions | undefined,
  ): Promise<wire.ClientRequests[M]["result"]> {
    return this.#session.request(method, params, call);
  }
}
