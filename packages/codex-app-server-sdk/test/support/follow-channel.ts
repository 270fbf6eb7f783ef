import { type TracingChannelCollection, tracingChannel } from "node:diagnostics_channel";
import { onTestFinished } from "vitest";

export type ChannelEvent = "start" | "end" | "asyncStart" | "asyncEnd" | "error";

const events: readonly ChannelEvent[] = ["start", "end", "asyncStart", "asyncEnd", "error"];

/** What was published on a channel. */
export interface Followed<Context> {
  /** Every event in order, with the context as it was then. */
  readonly seen: { event: ChannelEvent; context: Context; copy: Context }[];
  /** The contexts of all that has begun. */
  readonly contexts: Context[];
  /** The events of a context, in order. */
  eventsOf(context: Context): ChannelEvent[];
}

/** Subscribes to a channel of the SDK until the test is over. */
export function followChannel<Context extends object>(
  name: "request" | "turn" | "server-request" | "tool",
): Followed<Context> {
  const channel = channelOf(name);
  const seen: Followed<Context>["seen"] = [];
  for (const event of events) {
    const note = (message: unknown): void => {
      const context = message as Context;
      seen.push({ event, context, copy: { ...context } });
    };
    channel[event].subscribe(note);
    onTestFinished(() => void channel[event].unsubscribe(note));
  }
  return {
    seen,
    get contexts(): Context[] {
      return [...new Set(seen.map(({ context }) => context))];
    },
    eventsOf: (context) => seen.filter((one) => one.context === context).map(({ event }) => event),
  };
}

export function channelOf(name: string): TracingChannelCollection {
  return tracingChannel(`codex-app-server-sdk:${name}`) as TracingChannelCollection;
}
