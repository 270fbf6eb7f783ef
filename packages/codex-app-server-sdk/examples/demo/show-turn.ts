import type { Thread, TurnResult } from "codex-app-server-sdk";

/** Runs a turn and prints what happens to the terminal. */
export async function showTurn(thread: Thread, prompt: string): Promise<TurnResult> {
  const startedAt = performance.now();
  console.log(`you      ${prompt}`);
  const turn = await thread.turn(prompt);
  for await (const { method, params } of turn.stream()) {
    if (method === "item/started" && params.item.type === "agentMessage") {
      process.stdout.write("codex    ");
    } else if (method === "item/agentMessage/delta") {
      process.stdout.write(params.delta);
    } else if (method === "item/completed" && params.item.type === "agentMessage") {
      process.stdout.write("\n");
    } else if (method === "item/completed" && params.item.type === "commandExecution") {
      const { status, exitCode, aggregatedOutput } = params.item;
      console.log(`command  ${status}${exitCode === null ? "" : `, exit code ${exitCode}`}`);
      if (aggregatedOutput) console.log(indent(aggregatedOutput));
    } else if (method === "error" && params.willRetry) {
      console.log(`retrying ${params.error.message}`);
    }
  }
  const result = await turn.result();
  showFigures(result, performance.now() - startedAt);
  return result;
}

function showFigures({ usage }: TurnResult, ms: number): void {
  const { inputTokens = 0, outputTokens = 0, totalTokens = 0 } = usage?.total ?? {};
  console.log(`tokens   ${inputTokens} in, ${outputTokens} out, ${totalTokens} in total`);
  console.log(`time     ${(ms / 1_000).toFixed(2)} s`);
}

function indent(text: string): string {
  return text.trimEnd().replace(/^/gm, "         ");
}
