// Logs in with ChatGPT on another device, and shows the account.
import { Codex } from "codex-app-server-sdk";

const codex = new Codex();
try {
  const { account, requiresOpenaiAuth } = await codex.account();
  if (!account && requiresOpenaiAuth) {
    // With a browser at hand: loginChatgpt() and its authUrl. With a key: loginApiKey(key).
    const login = await codex.loginChatgptDeviceCode();
    console.log(`Open ${login.verificationUrl} and type ${login.userCode}`);
    const { success, error } = await login.wait({ timeoutMs: 600_000 });
    if (!success) throw new Error(`The login failed: ${error}`);
  }

  const { account: now } = await codex.account();
  console.log(now?.type === "chatgpt" ? `${now.email}, ${now.planType}` : now?.type);
  const { rateLimits } = await codex.rateLimits();
  console.log(`${rateLimits.primary?.usedPercent ?? 0} % of the limit is used`);
  await codex.logout();
} finally {
  await codex.close();
}
