import { RawConnection } from "../raw/raw-connection.js";

/** A bare client with one thread, which counts the notifications of each turn. */
export class RawClient {
  readonly #connection: RawConnection;
  readonly #threadId: string;
  #notifications = 0;
  #turnCompleted: ((notifications: number) => void) | undefined;

  private constructor(connection: RawConnection, threadId: string) {
    this.#connection = connection;
    this.#threadId = threadId;
    connection.onMessage = ({ method }) => {
      this.#notifications += 1;
      if (method === "turn/completed") this.#turnCompleted?.(this.#notifications);
    };
  }

  /** Starts the server and a thread on it. */
  static async start(command: string): Promise<RawClient> {
    const connection = await RawConnection.start({ command });
    return new RawClient(connection, await connection.startThread());
  }

  /** Runs a turn and resolves with the number of its notifications. */
  async runTurn(deltas: number): Promise<number> {
    this.#notifications = 0;
    const completed = new Promise<number>((resolve) => {
      this.#turnCompleted = resolve;
    });
    const input = [{ type: "text", text: String(deltas) }];
    await this.#connection.request("turn/start", { threadId: this.#threadId, input });
    return completed;
  }

  /** Ends the server. */
  async close(): Promise<void> {
    await this.#connection.close();
  }
}
