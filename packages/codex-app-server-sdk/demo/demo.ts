// One real turn in the terminal: `npm run demo`, or `npm run demo -- --live "prompt"`.
import { parseArgs } from "node:util";
import { runLiveTurn } from "./live-turn.js";
import { runOfflineTurn } from "./offline-turn.js";

const usage = `Usage: npm run demo                       a turn against a stand-in model, no account needed
       npm run demo -- --live "prompt"     a turn with your own Codex login or API key`;

async function main(args: string[]): Promise<number> {
  const prompt = readPrompt(args);
  if (prompt === undefined) {
    console.error(usage);
    return 2;
  }
  return prompt === "" ? runOfflineTurn() : runLiveTurn(prompt);
}

/** The prompt of the live turn, "" for the offline turn, undefined for invalid arguments. */
function readPrompt(args: string[]): string | undefined {
  try {
    const { values } = parseArgs({ args, options: { live: { type: "string" } } });
    return values.live === undefined ? "" : values.live.trim() || undefined;
  } catch {
    return undefined; // the usage text explains what is allowed
  }
}

process.exitCode = await main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? `${error.name}: ${error.message}` : error);
  return 1;
});
