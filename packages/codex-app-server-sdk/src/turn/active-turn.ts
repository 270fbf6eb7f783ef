import { withResolvers } from "../async/with-resolvers.js";
import { InvalidRequestError } from "../errors/index.js";

/** Under which id the server runs a turn: a review's is not its own, a goal's changes. */
export class ActiveTurn {
  readonly #changes: boolean;
  readonly #started = withResolvers<void>();
  readonly #ids: Set<string>;
  #id: string;
  #followed = withResolvers<void>();

  constructor(id: string, { changes }: { changes: boolean }) {
    this.#id = id;
    this.#ids = new Set([id]);
    this.#changes = changes;
  }

  get id(): string {
    return this.#id;
  }

  /** Resolves once the server has started the turn; before, it knows of no active one. */
  get started(): Promise<void> {
    return this.#started.promise;
  }

  /** Resolves when the server runs the turn under the next id. */
  get next(): Promise<void> {
    return this.#followed.promise;
  }

  follow(id: string): void {
    this.#id = id;
    this.#ids.add(id);
    this.#started.resolve();
    this.#followed.resolve();
    this.#followed = withResolvers();
  }

  /**
   * Sends a request that names the running turn. The server knows a review by one id for this
   * request and by the other for that, and of a goal the next turn may have started meanwhile;
   * it then says which it expects, and the request is sent once more for that one.
   */
  async send(id: string, send: (turnId: string) => Promise<unknown>): Promise<void> {
    try {
      await send(id);
    } catch (error) {
      const found = foundTurnId(error);
      if (found === undefined || !this.#isOwn(found)) throw error;
      await send(found);
    }
  }

  /** Any other turn is one that followed, and none of this one's business. */
  #isOwn(id: string): boolean {
    return this.#changes || this.#ids.has(id);
  }
}

export function saysNoActiveTurn(error: unknown): boolean {
  return error instanceof InvalidRequestError && error.rawMessage.includes("no active turn");
}

/** The turn that the server says is the running one, where it refused a request for another. */
function foundTurnId(error: unknown): string | undefined {
  if (!(error instanceof InvalidRequestError)) return undefined;
  return /expected active turn id `?[\w-]+`? but found `?([\w-]+)/.exec(error.rawMessage)?.[1];
}
