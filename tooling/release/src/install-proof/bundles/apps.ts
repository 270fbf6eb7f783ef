const turn = `
async function turn(codexPath) {
  const model = await MockResponsesServer.start();
  const home = await createTestHome({ responses: model });
  model.respond(message("It works."));
  const codex = new Codex({ codexPath, inheritEnv: false, env: home.env, cwd: home.cwd });
  try {
    const { finalResponse } = await (await codex.threadStart()).run("Does it?");
    return finalResponse + " " + codex.metadata.serverVersion;
  } catch (error) {
    return error.name + " " + error.message;
  } finally {
    await codex.close();
    await model.close();
    await home.dispose();
  }
}
`;
const imports = `import { Codex } from "codex-app-server-sdk";
import { createTestHome, message, MockResponsesServer } from "codex-app-server-sdk/testing";
`;
const requires = `const { Codex } = require("codex-app-server-sdk");
const { createTestHome, message, MockResponsesServer } = require("codex-app-server-sdk/testing");
`;

/**
 * Apps that run one turn, with the binary that their argument names, if any, one that only
 * starts the server, and one that compares the binary with the lock.
 */
export const appFiles: Readonly<Record<string, string>> = {
  "app.mjs": `${imports}${turn}turn(process.argv[2]).then(console.log);\n`,
  "app.cjs": `${requires}${turn}turn(process.argv[2]).then(console.log);\n`,
  "start.mjs": `import { Codex } from "codex-app-server-sdk";
const codex = new Codex({ inheritEnv: false, codexHome: process.argv[2], cwd: process.argv[2] });
console.log((await codex.start()).serverVersion);
await codex.close();
`,
  "verify.mjs": `import { verifyCodexRuntime } from "openai-codex-cli-bin";
console.log((await verifyCodexRuntime()).version);
`,
};

/** The same as a route of a Next.js app. */
export const nextAppFiles: Readonly<Record<string, string>> = {
  "package.json": '{ "name": "app", "private": true }\n',
  "app/layout.js": `export default ({ children }) => <html lang="en"><body>{children}</body></html>;\n`,
  "app/page.js": "export default () => <p>Hello</p>;\n",
  "app/turn/route.js": `${imports}${turn}
export const dynamic = "force-dynamic";
export const GET = async () => new Response(await turn());
`,
};
