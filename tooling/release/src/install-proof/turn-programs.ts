/** A user's program: it prints Codex's version and runs one turn against a mock of the model. */
const body = `
async function main({ Codex }, { MockResponsesServer, createTestHome, message }) {
  const model = await MockResponsesServer.start();
  const home = await createTestHome({ responses: model });
  model.respond(message("It works."));
  const codex = new Codex(home.options);
  try {
    const { finalResponse } = await (await codex.threadStart()).run("Does it?");
    console.log(JSON.stringify({ finalResponse, version: codexVersion() }));
  } catch (error) {
    const { name, message, cause } = error;
    console.log(JSON.stringify({ error: name, message, code: cause?.code }));
  } finally {
    await codex.close();
    await model.close();
    await home.dispose();
  }
}

function codexVersion() {
  const fromSdk = createRequire(createRequire(here).resolve("codex-app-server-sdk"));
  const { bundledCodexPath } = fromSdk("openai-codex-cli-bin");
  return execFileSync(bundledCodexPath(), ["--version"], { encoding: "utf8" }).trim();
}
`;

/** The same program as an ES module and as CommonJS, by file name. */
export const turnPrograms: Readonly<Record<"main.mjs" | "main.cjs", string>> = {
  "main.mjs": `import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import * as sdk from "codex-app-server-sdk";
import * as testing from "codex-app-server-sdk/testing";
const here = import.meta.url;
${body}
await main(sdk, testing);
`,
  "main.cjs": `const { execFileSync } = require("node:child_process");
const { createRequire } = require("node:module");
const here = __filename;
${body}
main(require("codex-app-server-sdk"), require("codex-app-server-sdk/testing"));
`,
};
