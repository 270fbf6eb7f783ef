// Logs in with ChatGPT on another device, unless somebody is logged in, and shows the account.
import { Codex } from "codex-app-server-sdk";

const codex = new Codex();
try {
  const { account, requiresOpenaiAuth } = await codex.account();
  if (!account && requiresOpenaiAuth) {
    // With a browser at hand: loginChatgpt() and its authUrl. With a key: new Codex({ apiKey }).
    const login = await codex.loginChatgptDeviceCode();
    console.log(`Open ${login.verificationUrl} and type ${login.userCode}`);
    const { success, error } = await login.wait({ timeoutMs: 600_000 });
    if (!success) throw new Error(`The login failed: ${error}`);
  }

  const { account: now } = await codex.account();
  if (now?.type === "chatgpt") {
    const { rateLimits } = await codex.rateLimits();
    console.log(`${now.email}, ${now.planType}`);
    console.log(`${rateLimits.primary?.usedPercent ?? 0} % of the limit is used`);
  } else {
    console.log(now?.type);
  }
} finally {
  await codex.close(); // the login stays in this CODEX_HOME; codex.logout() removes it
}
