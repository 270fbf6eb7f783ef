import type { ThreadRecord } from "../records/thread-record.js";
import { TurnRecord } from "../records/turn-record.js";

/** The turns of the server that one turn of the user consists of: many for a goal, else one. */
export class ServerTurns {
  readonly #record: ThreadRecord;
  /** The one that runs comes last; of the ones before it those that may have work that goes on. */
  #turns: TurnRecord[] = [];

  constructor(record: ThreadRecord) {
    this.#record = record;
  }

  /** The id under which the server runs the last one. */
  get activeId(): string | undefined {
    return this.#turns.at(-1)?.activeId;
  }

  get all(): readonly TurnRecord[] {
    return this.#turns;
  }

  isSome(turnId: string): boolean {
    return this.#turns.some((turn) => turn.names(turnId));
  }

  /** Whether something of them is at work, so that silence is to be expected. */
  isWorking(): boolean {
    return this.#turns.some(({ items }) => items.isWorking());
  }

  /** The server runs the turn under this id now. */
  follow(turnId: string): void {
    const { id, turns } = this.#record;
    if (!turns.running?.names(turnId)) turns.begin(new TurnRecord(id, turnId));
    const { running } = turns;
    if (!running || this.#turns.includes(running)) return;
    this.#turns = [...this.#turns.filter(({ hasWork }) => hasWork), running];
  }
}
