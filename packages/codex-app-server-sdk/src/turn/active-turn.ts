import { withResolvers } from "../async/with-resolvers.js";
import { InvalidRequestError } from "../errors/index.js";

/**
 * The id under which the server runs this turn. For a review it differs from the turn's own id; for
 * a goal it changes with each of its turns.
 */
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

  /**
   * Resolves when the server has started the turn. Before that, it says that there is no active
   * turn.
   */
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
   * Sends a request that names the running turn. The server may know the turn by another id: a
   * review has two, and a goal may have started its next turn. It then says which id it expects,
   * and the request is sent once more with that one.
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

  /** Another turn may have started after this one; it must not be touched. */
  #isOwn(id: string): boolean {
    return this.#changes || this.#ids.has(id);
  }
}

export function saysNoActiveTurn(error: unknown): boolean {
  return error instanceof InvalidRequestError && error.rawMessage.includes("no active turn");
}

/** The id of the running turn, taken from the server's error about a request for another one. */
function foundTurnId(error: unknown): string | undefined {
  if (!(error instanceof InvalidRequestError)) return undefined;
  return /expected active turn id `?[\w-]+`? but found `?([\w-]+)/.exec(error.rawMessage)?.[1];
}
