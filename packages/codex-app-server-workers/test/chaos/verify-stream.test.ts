import type { TurnResult } from "codex-app-server-sdk";
import { expect, test } from "vitest";
import type { FleetEvent, LoggedEvent } from "../../src/index.js";
import { Random } from "./random.js";
import { type PlannedMessage, planThreads, type ThreadPlan } from "./thread-plan.js";
import { verifyReader, verifyStream } from "./verify-stream.js";

const [plan] = planThreads(new Random("1"), { threads: 1, messages: 2, interrupted: 0 }) as [
  ThreadPlan,
];
const [first, second] = plan.messages as [PlannedMessage, PlannedMessage];

const begin = (attempt: number): FleetEvent => ({ type: "attempt-start", attempt });
const finish = (
  finalResponse: string | null,
  status: "completed" | "interrupted" = "completed",
): FleetEvent => ({
  type: "finish",
  result: { finalResponse, turn: { status } } as TurnResult,
});

function texts(...pieces: string[]): FleetEvent[] {
  const item = { itemId: "i", phase: null };
  return [
    { type: "text-start", ...item },
    ...pieces.map((text) => ({ type: "text-delta" as const, ...item, text })),
    { type: "text-end", ...item, text: pieces.join("") },
  ];
}

function log(...turns: [string, FleetEvent[]][]): LoggedEvent[] {
  return turns
    .flatMap(([turnId, events]) => events.map((event) => ({ ...event, turnId })))
    .map((event, index) => ({ ...event, eventId: `${index + 1}-0` }));
}

const wholeTurn = ({ answer }: PlannedMessage): FleetEvent[] => [
  begin(1),
  ...texts(answer.slice(0, 5), answer.slice(5)),
  finish(answer),
];
const half = texts("broken off").slice(0, 2);
const of = (message: PlannedMessage, ...events: FleetEvent[]): [string, FleetEvent[]] => [
  message.id,
  events,
];
const wholeSecond = of(second, ...wholeTurn(second));
const whole = log(of(first, ...wholeTurn(first)), wholeSecond);

function repeated<Event>(events: readonly Event[], place: number): Event[] {
  return events.flatMap((event, index) => (index === place ? [event, event] : [event]));
}

test.each([
  ["of one attempt", of(first, ...wholeTurn(first))],
  ["of two", of(first, begin(1), ...half, begin(2), ...wholeTurn(first).slice(1))],
  [
    "whose text was discarded",
    of(
      first,
      begin(1),
      ...half,
      { type: "text-discard", itemId: "i", phase: null },
      ...wholeTurn(first).slice(1),
    ),
  ],
])("a stream with a turn %s has no faults", (_, turn) => {
  expect(verifyStream(plan, log(turn, wholeSecond))).toEqual([]);
});

const turnFaults: [string, [string, FleetEvent[]], RegExp][] = [
  ["without its beginning", of(first, ...wholeTurn(first).slice(1)), /begins with text-start/],
  ["without its end", of(first, ...wholeTurn(first).slice(0, -1)), /has the ends $/m],
  ["with two ends", of(first, ...wholeTurn(first), finish(first.answer)), /finish,finish/],
  [
    "that was cancelled as well",
    of(first, ...wholeTurn(first), { type: "cancelled" }),
    /turn t1-1 was cancelled/,
  ],
  [
    "that was interrupted by nobody",
    of(first, begin(1), finish(null, "interrupted")),
    /ends with null/,
  ],
  [
    "that goes on after its end",
    of(first, ...wholeTurn(first), { type: "warning", message: "" }),
    /has warning last/,
  ],
  [
    "with an attempt that is missing",
    of(first, begin(1), begin(3), ...wholeTurn(first).slice(1)),
    /attempts 1,3/,
  ],
  ["with another answer", of(first, begin(1), ...texts("no"), finish("no")), /ends with no/],
  [
    "that shows something else",
    of(first, begin(1), ...texts("no"), finish(first.answer)),
    /shows no/,
  ],
  [
    "that shows nothing in its last attempt",
    of(first, ...wholeTurn(first).slice(0, -1), begin(2), finish(first.answer)),
    /shows undefined/,
  ],
  [
    "with a piece that is there twice",
    of(first, begin(1), ...repeated(texts("th", "e"), 1), finish(first.answer)),
    /streamed ththe of the/,
  ],
];

test.each(turnFaults)("a turn %s is a fault", (_, turn, fault) => {
  expect(verifyStream(plan, log(turn, wholeSecond)).join("\n")).toMatch(fault);
});

const interrupting: ThreadPlan = { ...plan, messages: [first, { ...second, isInterrupted: true }] };

test.each([
  [
    "interrupted",
    log(of(first, ...wholeTurn(first)), of(second, begin(1), finish(null, "interrupted"))),
  ],
  ["answered all the same", whole],
  [
    "cancelled while another one runs",
    log(
      of(first, begin(1)),
      of(second, { type: "cancelled" }),
      of(first, ...wholeTurn(first).slice(1)),
    ),
  ],
])("a turn that is to be interrupted may be %s", (_, events) => {
  expect(verifyStream(interrupting, events)).toEqual([]);
});

test("a turn that runs after it was cancelled is a fault", () => {
  const events = log(
    of(first, ...wholeTurn(first)),
    of(second, { type: "cancelled" }),
    wholeSecond,
  );
  expect(verifyStream(interrupting, events).join("\n")).toMatch(/the turns are/);
});

test.each([
  ["a turn that is missing", log(wholeSecond), /the turns are t1-2/],
  ["turns in the wrong order", log(wholeSecond, of(first, ...wholeTurn(first))), /the turns are/],
  [
    "a turn in another one",
    log(of(first, begin(1)), wholeSecond, of(first, ...wholeTurn(first).slice(1))),
    /the turns are t1-1,t1-2,t1-1/,
  ],
  ["an event that is there twice", repeated(whole, 2), /event 3-0 is there twice/],
])("%s is a fault", (_, events, fault) => {
  expect(verifyStream(plan, events).join("\n")).toMatch(fault);
});

test.each([
  ["misses one", whole.filter((_, place) => place !== 3)],
  ["misses the last", whole.slice(0, -1)],
  ["sees one twice", repeated(whole, 3)],
  ["sees the last twice", repeated(whole, whole.length - 1)],
  ["sees two in the other order", [whole[1], whole[0], ...whole.slice(2)] as LoggedEvent[]],
])("a reader that %s is a fault", (_, read) => {
  expect(verifyReader("r", whole, whole)).toEqual([]);
  expect(verifyReader("r", whole, read)).toHaveLength(1);
});
