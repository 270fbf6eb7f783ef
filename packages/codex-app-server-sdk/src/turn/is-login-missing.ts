import type { TurnPlace } from "./turn-server.js";
import { usesLogin } from "./uses-login.js";

/**
 * Whether nobody is logged in and the model of this thread needs that. What `account/read` says is
 * not enough: it speaks of the default provider, and the thread may have another one.
 */
export async function isLoginMissing({ server, record }: TurnPlace): Promise<boolean> {
  const { cwd, modelProvider } = record.settings;
  if (modelProvider === undefined) return false;
  const { account, requiresOpenaiAuth } = await server.request("account/read", {});
  if (account !== null || !requiresOpenaiAuth) return false;
  const { config } = await server.request("config/read", { cwd });
  return usesLogin(modelProvider, config);
}
