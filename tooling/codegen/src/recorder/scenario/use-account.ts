import type { Stage } from "./stage.js";

/** Logs in with an API key, and out again. */
export async function useAccount({ server }: Stage): Promise<void> {
  const completed = server.notified("account/login/completed");
  await server.request("account/login/start", { type: "apiKey", apiKey: "sk-recorded" });
  await completed;
  await server.request("account/read", { refreshToken: false });
  await server.request("account/login/cancel", { loginId: "019ab3c1-0000-7000-8000-000000000000" });
  await server.request("account/logout");
}
