import { ProtocolError } from "../errors/index.js";
import { JsonLines } from "./json-lines.js";
import { type ServerCommand, ServerProcess } from "./server-process.js";
import type { Transport, TransportEvents } from "./transport.js";

export interface StdioTransportOptions extends ServerCommand {
  /** Longest message in bytes; 0 = no limit. A longer one ends the server. */
  maxMessageBytes: number;
  /** Time for each step of closing: end of stdin, SIGTERM, SIGKILL. */
  closeMs: number;
}

/** JSON lines over the standard streams of an app-server that is started for it. */
export class StdioTransport implements Transport {
  readonly #options: StdioTransportOptions;
  #opening: Promise<ServerProcess> | undefined;
  #server: ServerProcess | undefined;

  constructor(options: StdioTransportOptions) {
    this.#options = options;
  }

  get pid(): number | undefined {
    return this.#server?.pid;
  }

  async open(events: TransportEvents): Promise<void> {
    const { maxMessageBytes } = this.#options;
    const lines = new JsonLines({
      maxLineBytes: maxMessageBytes,
      line: (text) => events.message(text),
      tooLong: () => this.#server?.kill(tooLong(maxMessageBytes)),
    });
    this.#opening = ServerProcess.start(this.#options, {
      stdout: (chunk) => lines.write(chunk),
      end: (end) => {
        lines.end();
        events.end(end);
      },
    });
    this.#server = await this.#opening;
  }

  send(text: string): void {
    this.#server?.write(`${text}\n`);
  }

  async close(): Promise<void> {
    // A process that is only just being started must be ended too.
    const started = await this.#opening?.catch(() => undefined);
    await started?.stop(this.#options.closeMs);
  }
}

function tooLong(maxMessageBytes: number): ProtocolError {
  return new ProtocolError(
    maxMessageBytes > 0
      ? `The server sent a message of more than ${maxMessageBytes} bytes. Raise limits.maxMessageBytes to read it.`
      : "The server sent a message that is longer than a string can be.",
  );
}
