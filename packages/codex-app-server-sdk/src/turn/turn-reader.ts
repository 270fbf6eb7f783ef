import type * as wire from "codex-app-server-sdk/protocol";
import type { TurnEnd } from "./caller-turn.js";
import { classifyFailure } from "./classify-failure.js";
import type { ServerSide } from "./server-side.js";
import type { TurnOutcome } from "./server-turn.js";
import { TurnInterruptedError } from "./turn-errors.js";
import { isProgress } from "./turn-notifications.js";
import { turnOf } from "./turn-of.js";
import { TurnOutput } from "./turn-output.js";
import type { TurnSeries } from "./turn-series.js";
import type { TurnPlace } from "./turn-server.js";
import { TurnTimers, type TurnTimersOptions } from "./turn-timers.js";

export interface TurnReaderOptions extends TurnTimersOptions {
  readonly place: TurnPlace;
  /** Is told what the notifications say of the turn. */
  readonly server: ServerSide;
  /** Whether what it says is kept for a reader who may come later. */
  readonly keepsNotifications: boolean;
  /** Whether everything is read since the turn began. */
  readonly isWhole: boolean;
  /** For a turn that consists of many, as a goal does. */
  readonly series: TurnSeries | undefined;
  /** Called when the model's provider does not accept the key, or misses one. */
  unauthorized(error: wire.TurnError): void;
}

/**
 * Makes of the notifications of a turn what its caller is shown of it, and what is known of it at
 * the server; watches the time between them.
 */
export class TurnReader {
  readonly output: TurnOutput;
  readonly #options: TurnReaderOptions;
  #timers: TurnTimers | undefined;
  /** The turn as its start showed it. */
  #started: wire.Turn | undefined;

  constructor(options: TurnReaderOptions) {
    this.#options = options;
    this.output = new TurnOutput(options.place.server.limits, options.isWhole);
    if (options.keepsNotifications) this.output.keepForFirstReaders();
  }

  /** From now on its time counts. */
  startTimers(): void {
    this.#timers = new TurnTimers(this.#options);
  }

  stopTimers(): void {
    this.#timers?.stop();
  }

  /** Something ended that the turn waited for. */
  touch(): void {
    this.#timers?.touch();
  }

  read(notification: wire.ServerNotification, size: number): void {
    const { series, server, place } = this.#options;
    if (!series) {
      this.#show(notification, size);
      return;
    }
    if (notification.method === "turn/started") this.output.beginTurn();
    const turn = { id: server.turnId ?? "", threadId: place.record.id };
    series.push(notification, turn, (shown) => this.#show(shown, size));
  }

  /** What the caller is told of a turn that is over at the server. */
  endOf(outcome: TurnOutcome): TurnEnd {
    if (outcome.kind === "lost" || outcome.kind === "refused") {
      return { kind: "lost", reason: outcome.reason };
    }
    const { turnId } = this.#options.server;
    const turn = turnOf(outcome, { id: turnId ?? "", started: this.#started });
    const result = this.output.result(turn);
    return turnId === undefined
      ? { kind: "lost", reason: new TurnInterruptedError(result) }
      : { kind: "completed", result };
  }

  #show(notification: wire.ServerNotification, size: number): void {
    const { server } = this.#options;
    if (server.isOver) return;
    this.#timers?.touch();
    try {
      this.output.push(notification, size);
    } finally {
      this.#note(notification); // Whatever is shown of it, the turn goes on or ends by it.
    }
  }

  #note(notification: wire.ServerNotification): void {
    const { server } = this.#options;
    switch (notification.method) {
      case "turn/started":
        this.#started = notification.params.turn;
        break;
      case "turn/completed": {
        const { turn } = notification.params;
        server.apply({ type: "ended", outcome: { kind: "completed", turn } });
        break;
      }
      case "error":
        this.#failed(notification.params);
        break;
      case "thread/status/changed":
        this.#statusChanged(notification.params.status);
        break;
      default:
        if (isProgress(notification.method)) this.#timers?.progressed();
    }
  }

  #failed({ error, willRetry }: wire.ErrorNotification): void {
    const { server, place, unauthorized } = this.#options;
    const reason = place.server.redactor.value(error);
    if (classifyFailure(error).httpStatus === 401) unauthorized(error);
    if (willRetry) {
      const why = place.server.redactor.text(String(error.message));
      place.server.logger.warn(`The server tries the model again: ${why}`);
      this.#timers?.retrying(reason);
    } else {
      this.#timers?.failed(reason);
      server.apply({ type: "failed", error });
    }
  }

  #statusChanged(status: wire.ThreadStatus | undefined): void {
    if (status === undefined) return;
    this.#options.server.apply({ type: status.type === "active" ? "active" : "idle" });
  }
}
