/** Starts a mock of the model and a home for Codex, then runs a user's program. */
const body = `
async function main({ MockResponsesServer, createTestHome, message }, runFirstTurn) {
  const model = await MockResponsesServer.start();
  const home = await createTestHome({ responses: model });
  model.respond(message("It works."));
  Object.assign(process.env, home.env);
  try {
    await runFirstTurn();
  } finally {
    await model.close();
    await home.dispose();
  }
}
`;

/** What both programs print: the answer as it is written, and whole. */
export const fleetOutput = "It works.\nIt works.";

/**
 * The workers' first program, as their README has it, as an ES module and as CommonJS, for Node and
 * for the compiler. By file name; `fleet.mjs` and `fleet.cjs` run it.
 */
export function fleetPrograms(readme: string): Record<string, string> {
  const snippet = /```ts\n(.*?)```/s.exec(readme)?.[1];
  if (snippet === undefined) throw new RangeError("The workers' README has no program");
  const imports = /^import (\{[^}]*\}) from ("[^"]+");\n/gm;
  const head = [...snippet.matchAll(imports)].map(([line]) => line).join("");
  // CommonJS has no `await` outside of functions.
  const wrapped = `export const done = (async () => {\n${snippet.replace(imports, "")}})();\n`;
  const required = (head + wrapped)
    .replace(imports, "const $1 = require($2);\n")
    .replace("export const done", "exports.done");
  return {
    "first-turn.mjs": snippet,
    "first-turn.mts": snippet,
    "first-turn.cjs": required,
    "first-turn.cts": head + wrapped,
    "fleet.mjs": `import * as testing from "codex-app-server-sdk/testing";
${body}
await main(testing, () => import("./first-turn.mjs"));
`,
    "fleet.cjs": `${body}
main(require("codex-app-server-sdk/testing"), () => require("./first-turn.cjs").done);
`,
  };
}
