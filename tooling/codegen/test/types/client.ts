import type { Codex, Handlers, ThreadStartOptions, TurnOptions } from "codex-app-server-sdk";
import type * as wire from "codex-app-server-sdk/protocol";

export async function use(codex: Codex): Promise<void> {
  const started = await codex.request("thread/start", { model: null });
  const id: string = started.thread.id;
  const out: wire.LogoutAccountResponse = await codex.request("account/logout");
  const limits = await codex.request("account/rateLimits/read");
  await codex.request("thread/read", { threadId: id }, { timeoutMs: 5 });
  // @ts-expect-error a turn needs params
  codex.request("turn/start");
  // @ts-expect-error no such method
  codex.request("turn/begin", {});
  // @ts-expect-error no such field
  codex.request("thread/read", { thread: id });
  const raw: unknown = await codex.requestRaw("turn/begin", { threadId: id });
  for await (const notification of codex.notifications({ methods: ["turn/completed"] })) {
    if (notification.method === "turn/completed") void notification.params.turn.status;
  }
  void [out, limits.rateLimits, raw];
}

// What is there for tests of the server is no option.
// @ts-expect-error not part of the public types
export const mock: ThreadStartOptions = { mockExperimentalField: "x" };
// @ts-expect-error not part of the public types
export const raw: ThreadStartOptions = { experimentalRawEvents: true };

// A mistyped value does not compile in options and answers either.
// @ts-expect-error no such policy
export const policy: ThreadStartOptions = { approvalPolicy: "on-reqest" };
// @ts-expect-error no such sandbox
export const sandbox: ThreadStartOptions = { sandbox: "work-space" };
// @ts-expect-error no such policy
export const sandboxPolicy: TurnOptions = { sandboxPolicy: { type: "readonly" } };
// @ts-expect-error no such summary
export const summary: TurnOptions = { summary: "detaild" };
export const handlers: Handlers = {
  // @ts-expect-error no such decision
  commandApproval: () => ({ decision: "aprove" }),
  // @ts-expect-error no such decision
  fileChangeApproval: async () => ({ decision: "accepted" }),
  // @ts-expect-error no such action
  elicitation: () => ({ action: "acept", content: null, _meta: null }),
};
