import type { Codex } from "codex-app-server-sdk";
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
