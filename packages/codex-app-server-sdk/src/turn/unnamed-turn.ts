import type * as wire from "codex-app-server-sdk/protocol";
import { EarlyNotifications, type EarlySink } from "../notifications/early-notifications.js";
import { isAlone, mayBeOthers } from "./is-alone.js";
import type { TurnPlace } from "./turn-server.js";

export interface UnnamedTurnOptions {
  readonly place: TurnPlace;
  /** Whether the server names it by starting it, and not in the answer to the request. */
  readonly startsItself: boolean;
  /** Whether it consists of many turns of the server. */
  readonly isSeries: boolean;
}

/** A turn from the call that asks for it until the server has named it. */
export class UnnamedTurn {
  readonly #options: UnnamedTurnOptions;
  #request: "unsent" | "sent" | "accepted" = "unsent";
  /** What arrived meanwhile, of which the name will tell whose it is. */
  #early: EarlyNotifications | undefined;

  constructor(options: UnnamedTurnOptions) {
    this.#options = options;
  }

  /** Whether the server may have been asked for it; before that, nothing there is this turn's. */
  get isAsked(): boolean {
    return this.#request !== "unsent";
  }

  /** Whether the server is to start it by itself, having answered the request for it. */
  get isAccepted(): boolean {
    return this.#request === "accepted";
  }

  asking(): void {
    this.#request = "sent";
  }

  accepted(): void {
    this.#request = "accepted";
  }

  /**
   * Whether a notification of this method names it, in place of an answer: the server starts it by
   * itself, or nobody waits for an answer any more.
   */
  isNamedBy(method: string, { isWanted }: { isWanted: boolean }): boolean {
    const { place, startsItself, isSeries } = this.#options;
    if (method === "turn/started" && startsItself) return true;
    const isOfTurn = method === "turn/started" || method === "turn/completed";
    return isOfTurn && !isWanted && !mayBeOthers(place, { isSeries });
  }

  /** The id to interrupt it by: empty for whatever runs, undefined where that may be others'. */
  async interruptId(): Promise<string | undefined> {
    const { place, isSeries } = this.#options;
    if (!this.isAsked) return undefined;
    return (await isAlone(place, { isSeries })) ? "" : undefined;
  }

  keep(notification: wire.ServerNotification, size: number): void {
    this.#early ??= new EarlyNotifications(this.#options.place.server.limits);
    this.#early.push(notification, size);
  }

  /** Hands over what was kept: the turn has its name. */
  handTo(sink: EarlySink): void {
    const early = this.#early;
    this.#early = undefined;
    early?.handTo(sink);
  }
}
