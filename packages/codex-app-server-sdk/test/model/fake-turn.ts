import type * as wire from "codex-app-server-sdk/protocol";
import { turnFixture } from "../../src/testing/transport/wire-fixtures.js";

/** Who made the server start a turn. */
export type TurnSource =
  | "client"
  | "raw request"
  | "another client"
  | "goal"
  | "compaction"
  | "review"
  | "agent";

/** Who ended a turn. */
export type TurnEnder = "itself" | "this client" | "another client" | "the thread";

/** A command of a turn. It may outlive the turn. */
export interface FakeCommand {
  readonly processId: string;
  readonly itemId: string;
  readonly turn: FakeTurn;
  /** Whether the client was told of it when it started. */
  readonly isTold: boolean;
  isAlive: boolean;
  /** Whether this client has ended it. */
  isTerminated: boolean;
}

/** A turn as the server knows it. */
export class FakeTurn {
  /** A review is started under another id than it is answered with. */
  readonly activeId: string;
  /** The call that started it. */
  starter: string | undefined;
  /** The calls whose input it got: on the wire, starting a turn where one runs adds to that. */
  readonly inputs: string[] = [];
  readonly items: wire.ThreadItem[] = [];
  state: "asked" | "running" | "over" = "asked";
  status: wire.Turn["status"] = "inProgress";
  endedBy: TurnEnder | undefined;
  /** Whether the request that started it was answered as it should. */
  isAnswered = false;
  readonly id: string;
  readonly threadId: string;
  readonly source: TurnSource;
  /** The turn that set this one to work, if it is a sub-agent's. */
  readonly root: FakeTurn | undefined;

  constructor(id: string, threadId: string, source: TurnSource, root?: FakeTurn) {
    this.id = id;
    this.threadId = threadId;
    this.source = source;
    this.root = root;
    this.activeId = source === "review" ? `${id}s` : id;
  }

  /** As in the answer to the request that started it, and in lists. */
  get shown(): wire.Turn {
    const { id, status, items } = this;
    return turnFixture({ id, status, rootTurnId: this.root?.id ?? id, items: [...items] });
  }

  /** As in `turn/started`. */
  get shownStarted(): wire.Turn {
    return { ...this.shown, id: this.activeId, items: [] };
  }

  toString(): string {
    return `${this.id} (${this.source}, ${this.state}, ended by ${this.endedBy ?? "nobody"})`;
  }
}
