import type { Command } from "commander";
import type { Runner } from "./command-context.js";

export function addMcpCommand(program: Command, run: Runner): void {
  program
    .command("mcp")
    .description("Serve Codex to MCP clients over stdin and stdout: the tools codex, codex-reply")
    .action(() =>
      run(async (context) => {
        const { runMcp } = await import("../mcp/run-mcp.js");
        return runMcp(context);
      }),
    );
}
