import type { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { onAbort } from "../../async/on-abort.js";
import { throwIfAborted } from "../../async/throw-if-aborted.js";
import { Codex, type Logger } from "../../index.js";
import { CliError, exitCodes } from "../commands/cli-error.js";
import type { CommandContext } from "../commands/command-context.js";
import { codexTools } from "./codex-tools.js";
import { Conversations } from "./conversations.js";
import { createMcpServer } from "./create-mcp-server.js";

/** The only reason for which the transport closes itself. */
const tooLong = "The MCP client has sent a message longer than 10 MiB.";

/**
 * Serves MCP on stdin and stdout until the client closes stdin. Everything that the client began
 * ends then.
 */
export async function runMcp(context: CommandContext): Promise<number> {
  const { env, cwd, stdin, stdout, signal } = context;
  const logger = loggerTo(context);
  const conversations = new Conversations(() => new Codex({ cwd, env, inheritEnv: false, logger }));
  const server = createMcpServer(codexTools(conversations, cwd));
  // The message of the error would repeat what the client has written.
  server.onerror = ({ name }) => logger.warn(`Not understood from the MCP client: ${name}.`);
  const ended = endOf(server, context);
  try {
    await server.connect(new StdioServerTransport(stdin, stdout));
    await ended;
  } finally {
    await server.close(); // aborts the calls
    await conversations.close();
  }
  throwIfAborted(signal);
  return exitCodes.ok;
}

/** Resolves when the client has gone, or this program is asked to end. */
function endOf(server: Server, { stdin, signal }: CommandContext): Promise<void> {
  return new Promise((resolve, reject) => {
    for (const event of ["end", "close", "error"]) stdin.once(event, () => resolve());
    onAbort(signal, () => resolve());
    server.onclose = () => reject(new CliError("failure", tooLong));
  });
}

/** Writes what somebody should know to stderr, where MCP clients look for it. */
function loggerTo({ stderr }: Pick<CommandContext, "stderr">): Logger {
  const nothing = (): void => {};
  const write = (message: string): void => void stderr.write(`${message}\n`);
  return { debug: nothing, info: nothing, warn: write, error: write };
}
