import type { Thread, TurnEvent, TurnResult } from "codex-app-server-sdk";
import type * as wire from "codex-app-server-sdk/protocol";

/** Runs a turn and prints what happens to the terminal. */
export async function showTurn(thread: Thread, prompt: string): Promise<TurnResult> {
  const startedAt = performance.now();
  console.log(`you      ${prompt}`);
  const turn = await thread.turn(prompt);
  for await (const event of turn.events()) showEvent(event);
  const result = await turn.result();
  showFigures(result, performance.now() - startedAt);
  return result;
}

function showEvent(event: TurnEvent): void {
  switch (event.type) {
    case "text-start":
      process.stdout.write("codex    ");
      break;
    case "text-delta":
      process.stdout.write(event.text);
      break;
    case "text-end":
    case "text-discard":
      process.stdout.write("\n");
      break;
    case "item-end":
      if (event.item.type === "commandExecution") showCommand(event.item);
      break;
    case "retry":
      console.log(`retrying ${event.error.message}`);
      break;
  }
}

function showCommand({
  status,
  exitCode,
  aggregatedOutput,
}: wire.CommandExecutionThreadItem): void {
  console.log(`command  ${status}${exitCode === null ? "" : `, exit code ${exitCode}`}`);
  if (aggregatedOutput) console.log(indent(aggregatedOutput));
}

function showFigures({ turnUsage }: TurnResult, ms: number): void {
  const { inputTokens = 0, outputTokens = 0, totalTokens = 0 } = turnUsage ?? {};
  console.log(`tokens   ${inputTokens} in, ${outputTokens} out, ${totalTokens} in total`);
  console.log(`time     ${(ms / 1_000).toFixed(2)} s`);
}

function indent(text: string): string {
  return text.trimEnd().replace(/^/gm, "         ");
}
