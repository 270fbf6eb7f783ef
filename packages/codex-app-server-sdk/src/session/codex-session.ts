import type * as wire from "codex-app-server-sdk/protocol";
import type { AppServerClient } from "../client/app-server-client.js";
import type { TransportClosedError } from "../errors/index.js";
import { apiKeyRule } from "../options/api-key.js";
import type { CallOptions } from "../options/call-options.js";
import { assertNoProblems, text } from "../options/option-rules.js";
import {
  checkUnsent,
  type SentOptions,
  type SplitOptions,
  splitOptions,
} from "../options/own-options.js";
import { requireExperimental } from "../options/require-experimental.js";
import type {
  ThreadForkOptions,
  ThreadResumeOptions,
  ThreadSearchOptions,
  ThreadStartOptions,
} from "../options/thread-options.js";
import type { Thread } from "../thread/thread.js";
import type { Transport } from "../transport/transport.js";
import { loadSaving } from "./load-saving.js";
import {
  type ChatgptLoginHandle,
  type DeviceCodeLoginHandle,
  loginChatgpt,
  loginChatgptDeviceCode,
} from "./login.js";
import { LoginEnd, type LoginEndMethod } from "./login-end.js";
import { forkThread, resumeThread, startThread } from "./open-thread.js";
import type { Remake } from "./remaker.js";
import { resolveParams } from "./resolve-params.js";
import { Session, type SessionOptions } from "./session.js";
import { type CodexMetadata, shakeHands } from "./shake-hands.js";

interface AskOptions<M extends keyof SentOptions> {
  /** What is sent besides the options. */
  further?: Partial<wire.ClientRequests[M]["params"]>;
  /** Called when the request has been sent. */
  onSent?(): void;
}

type PagedMethod = "mcpServerStatus/list" | "model/list" | "thread/list" | "thread/search";

/** What a `Codex` does with its session. This is the one file of the session that it loads. */
export class CodexSession {
  /** For the parts of a `Codex` that have rooms of their own. */
  readonly session: Session;

  private constructor(session: Session) {
    this.session = session;
  }

  /** Loads what the options ask for beyond what every client needs. */
  static async of(options: SessionOptions): Promise<CodexSession> {
    const { threadStore } = options.options;
    const saving = threadStore && (await loadSaving(threadStore));
    return new CodexSession(new Session(options, saving));
  }

  /** See `Session.createClient`. */
  createClient(
    transport: Transport,
    ended: (reason: TransportClosedError) => boolean,
  ): AppServerClient {
    return this.session.createClient(transport, ended);
  }

  /** See `Session.remake`. */
  remake<Server>(remake: Remake<Server>): Promise<Server> {
    return this.session.remake(remake);
  }

  /** See `Session.takeUp`. */
  takeUp(client: AppServerClient): Promise<void> {
    return this.session.takeUp(client);
  }

  /** See `Session.lose`. */
  lose(reason: TransportClosedError): void {
    this.session.lose(reason);
  }

  /** See `shakeHands`. */
  async shakeHands(client: AppServerClient): Promise<CodexMetadata> {
    const metadata = await shakeHands(client, this.session.options);
    await this.session.threads?.begin(metadata.codexHome);
    return metadata;
  }

  /** See `Session.pauseGoals`. */
  pauseGoals(client: AppServerClient): Promise<void> {
    return this.session.pauseGoals(client);
  }

  /** See `SavedThreads.flush`. */
  async flush(): Promise<void> {
    await this.session.threads?.flush(this.session.options.timeouts.closeMs);
  }

  /** Nothing is saved any more. */
  endSaving(): void {
    this.session.threads?.end();
  }

  threadStart(options: ThreadStartOptions | undefined): Promise<Thread> {
    return startThread(this.session, options);
  }

  threadResume(threadId: string, options: ThreadResumeOptions | undefined): Promise<Thread> {
    return resumeThread(this.session, threadId, options);
  }

  threadFork(threadId: string, options: ThreadForkOptions | undefined): Promise<Thread> {
    return forkThread(this.session, threadId, options);
  }

  /**
   * Sends a request made of a user's options: those that are not the SDK's own are its params, with
   * relative paths made absolute.
   */
  async ask<M extends keyof SentOptions>(
    method: M,
    options: SentOptions[M] | undefined,
    { further, onSent }: AskOptions<M> = {},
  ): Promise<wire.ClientRequests[M]["result"]> {
    const { own, sent } = splitOptions(method, options);
    const params = resolveParams({ ...sent, ...further }, this.session.options);
    // What the options lack of them is found by the check.
    const given = params as wire.ClientRequests[M]["params"];
    return this.session.request(method, given, own, onSent);
  }

  /** Asks for the page at a cursor; null stands for the first one. */
  askPage<M extends PagedMethod>(
    method: M,
    options: SentOptions[M] | undefined,
    cursor: string | null,
  ): Promise<wire.ClientRequests[M]["result"]> {
    return this.ask(method, options, { further: cursor === null ? {} : { cursor } });
  }

  /** See `askPage`. */
  async threadSearch(
    options: ThreadSearchOptions,
    cursor: string | null,
  ): Promise<wire.ThreadSearchResponse> {
    requireExperimental("threadSearch()", this.session.server);
    return this.askPage("thread/search", options, cursor);
  }

  /** See `splitOptions`. */
  split<M extends keyof SentOptions>(
    method: M,
    options: SentOptions[M] | undefined,
  ): SplitOptions<M> {
    return splitOptions(method, options);
  }

  /** Listens for the ends of logins, from now on. */
  loginEnd<M extends LoginEndMethod>(method: M): LoginEnd<M> {
    return new LoginEnd(this.session, method);
  }

  async loginApiKey(apiKey: string, call: CallOptions | undefined): Promise<void> {
    assertNoProblems(apiKeyRule(apiKey, "apiKey"));
    await this.session.request("account/login/start", { type: "apiKey", apiKey }, call);
  }

  loginChatgpt(call: CallOptions | undefined): Promise<ChatgptLoginHandle> {
    return loginChatgpt(this.session, call);
  }

  loginChatgptDeviceCode(call: CallOptions | undefined): Promise<DeviceCodeLoginHandle> {
    return loginChatgptDeviceCode(this.session, call);
  }

  /** Sends a request whose params are checked first. */
  request<M extends keyof wire.ClientRequests>(
    method: M,
    params: wire.ClientRequests[M]["params"],
    call: CallOptions | undefined,
  ): Promise<wire.ClientRequests[M]["result"]> {
    return this.session.request(method, params, call);
  }

  /** See `Session.send`. */
  async send<M extends keyof wire.ClientRequests>(
    method: M,
    params: wire.ClientRequests[M]["params"],
    call: CallOptions | undefined,
  ): Promise<wire.ClientRequests[M]["result"]> {
    return this.session.send(method, params, checkCall(method, call));
  }

  /** See `Session.sendRaw`. */
  async sendRaw(method: string, params: unknown, call: CallOptions | undefined): Promise<unknown> {
    return this.session.sendRaw(method, params, checkCall(method, call));
  }
}

function checkCall(method: string, call: CallOptions | undefined): CallOptions {
  assertNoProblems(text(method, "method"));
  return checkUnsent("request", call);
}
