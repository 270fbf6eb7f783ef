import { ProtocolError } from "../errors/index.js";
import { EarlyEvents } from "./early-events.js";
import { JsonLines } from "./json-lines.js";
import type { ServerCommand } from "./server-command.js";
import { ServerProcess } from "./server-process.js";
import type { Transport, TransportEvents } from "./transport.js";

export interface StdioTransportOptions extends ServerCommand {
  /** Longest allowed message in bytes; 0 = no limit. A longer one ends the server. */
  maxMessageBytes: number;
  /**
   * How long each step of closing may take, in milliseconds: end of stdin, SIGTERM, SIGKILL. 0 = no
   * limit.
   */
  closeMs: number;
}

/** Starts an app-server and exchanges JSON lines with it over its stdin and stdout. */
export class StdioTransport implements Transport {
  readonly #options: StdioTransportOptions;
  /** A server that runs already and that `open()` takes. */
  #started: EarlyEvents | undefined;
  #opening: Promise<ServerProcess> | undefined;
  #server: ServerProcess | undefined;

  constructor(options: StdioTransportOptions) {
    this.#options = options;
  }

  get pid(): number | undefined {
    return this.#server?.pid;
  }

  /**
   * Starts the server, which `open()` does otherwise, so that it starts up meanwhile. What went
   * wrong is told by `open()`.
   */
  start(): EarlyEvents {
    const events = new EarlyEvents();
    this.#opening = ServerProcess.start(this.#options, events);
    this.#opening.catch(() => {});
    this.#started = events;
    return events;
  }

  async open(events: TransportEvents): Promise<void> {
    const { maxMessageBytes } = this.#options;
    const lines = new JsonLines({
      maxLineBytes: maxMessageBytes,
      line: (text) => events.message(text),
      tooLong: () => this.#server?.kill(tooLong(maxMessageBytes)),
    });
    const started = this.#started ?? this.start();
    this.#started = undefined; // another `open()` starts another one
    this.#server = await this.#opening;
    started.handTo({
      stdout: (chunk) => lines.write(chunk),
      end: (end) => {
        lines.end();
        events.end(end);
      },
    });
  }

  send(text: string): void {
    this.#server?.write(`${text}\n`);
  }

  async close(): Promise<void> {
    this.#started = undefined;
    // Waits for a process that is still being started, so that it is stopped too.
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
