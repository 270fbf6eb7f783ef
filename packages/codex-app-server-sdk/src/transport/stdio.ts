import { ProtocolError } from "../errors/index.js";
import { type ServerCommand, type ServerProcess, startServerProcess } from "./child-process.js";
import { createJsonLines } from "./json-lines.js";
import type { Transport } from "./transport.js";

export interface StdioOptions extends ServerCommand {
  /** Longest message in bytes; 0 = no limit. A longer one ends the server. */
  maxMessageBytes: number;
  /** Time for each step of closing: end of stdin, SIGTERM, SIGKILL. */
  closeMs: number;
}

/** JSON lines over the standard streams of an app-server that is started for it. */
export function createStdioTransport(options: StdioOptions): Transport {
  let opening: Promise<ServerProcess> | undefined;
  let server: ServerProcess | undefined;
  return {
    get pid() {
      return server?.pid;
    },
    async open(events) {
      const lines = createJsonLines({
        maxLineBytes: options.maxMessageBytes,
        line: events.message,
        tooLong: () => server?.kill(tooLong(options.maxMessageBytes)),
      });
      opening = startServerProcess(options, {
        stdout: lines.write,
        end: (end) => {
          lines.end();
          events.end(end);
        },
      });
      server = await opening;
    },
    send: (text) => server?.write(`${text}\n`),
    async close() {
      // A process that is only just being started must be ended too.
      const started = await opening?.catch(() => undefined);
      await started?.stop(options.closeMs);
    },
  };
}

function tooLong(maxMessageBytes: number): ProtocolError {
  return new ProtocolError(
    maxMessageBytes > 0
      ? `The server sent a message of more than ${maxMessageBytes} bytes. Raise limits.maxMessageBytes to read it.`
      : "The server sent a message that is longer than a string can be.",
  );
}
