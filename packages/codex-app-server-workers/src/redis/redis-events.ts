import type { Wait } from "../engine/engine.js";
import { eventNumber } from "../engine/event-number.js";
import type { FleetEvent, LoggedEvent } from "../engine/message.js";
import { EventsTrimmedError } from "../errors/index.js";
import type { RedisFleet } from "./redis-fleet.js";
import type { RedisThreads } from "./redis-threads.js";
import { eventsScript } from "./scripts/fleet-scripts.js";

/** How many events are read at a time. */
const pageSize = 200;

interface Page {
  /** The number of the event before the first one. */
  readonly after: string;
  readonly events: readonly LoggedEvent[];
}

/** The events of a thread, those to come included. */
export async function* readEvents(
  fleet: RedisFleet,
  threadId: string,
  { after, signal }: Wait & { after?: string | undefined } = {},
): AsyncGenerator<LoggedEvent> {
  const { threads } = fleet;
  const ear = await fleet.listen(threadId);
  try {
    if (after !== undefined) eventNumber(threadId, after);
    let last = after ?? (await readPage(threads, threadId, "")).after;
    const look = async (): Promise<readonly LoggedEvent[] | undefined> => {
      const { events } = await readPage(threads, threadId, last);
      return events.length > 0 ? events : undefined;
    };
    for (;;) {
      for (const event of await ear.until("events", look, signal)) {
        signal?.throwIfAborted();
        last = event.eventId;
        yield event;
      }
    }
  } finally {
    ear.end();
  }
}

async function readPage(threads: RedisThreads, threadId: string, after: string): Promise<Page> {
  const [kind, from = "0", ...lines] = await threads.run(eventsScript, threadId, after, pageSize);
  if (kind === "trimmed") throw new EventsTrimmedError(threadId, after || from);
  const events: LoggedEvent[] = [];
  for (let place = 0; place + 2 < lines.length; place += 3) {
    const [id = "", turnId = "", text = ""] = lines.slice(place, place + 3);
    const event = JSON.parse(text) as FleetEvent;
    events.push({ ...event, eventId: id.slice(0, id.indexOf("-")), turnId });
  }
  return { after: from, events };
}
