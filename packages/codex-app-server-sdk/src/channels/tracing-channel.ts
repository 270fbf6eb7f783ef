import type { TracingChannel as NodeChannel } from "node:diagnostics_channel";

/** Something that lasts for as long as a promise. */
interface TracedWork<Context, T> {
  /** Makes the context. Called only when somebody subscribes. */
  context(): Context;
  /** The error as others may see it. */
  shown(error: unknown): unknown;
  /** Does it, with the context when somebody subscribes. */
  work(context: Context | undefined): Promise<T>;
}

/** What all contexts have. */
interface Traced {
  /** Why it failed; missing where it did not. */
  error?: unknown;
}

interface DiagnosticsChannel {
  tracingChannel(name: string): NodeChannel;
}

/**
 * A `TracingChannel` of `node:diagnostics_channel`, on which others can follow what is done.
 * Without subscribers, and where the runtime has no such module, nothing is done for it. Not Node's
 * own `tracePromise`, which puts the result into the context: contexts hold no contents.
 */
export class TracingChannel<Context extends Traced> {
  readonly #name: string;
  /** Null where there is none. Looked for at the first use: importing this package loads none. */
  #channel: NodeChannel | null | undefined;

  constructor(name: string) {
    this.#name = name;
  }

  /** Whether anybody subscribes. */
  get isWatched(): boolean {
    if (this.#channel === undefined) this.#channel = findChannel(this.#name);
    return this.#channel?.hasSubscribers === true;
  }

  /** Does something that others can follow from its start to its end. */
  trace<T>({ context: make, shown, work }: TracedWork<Context, T>): Promise<T> {
    if (!this.isWatched) return work(undefined);
    const context = make();
    const done = this.start(context, () => work(context));
    done.then(
      () => this.end(context),
      (error: unknown) => this.fail(context, shown(error)),
    );
    return done;
  }

  /** Begins what ends with `end` or `fail`, in the async context that subscribers give it. */
  start<T>(context: Context, begin: () => T): T {
    const channel = this.#channel;
    if (!channel) return begin();
    try {
      return channel.start.runStores(context, begin) as T;
    } finally {
      channel.end.publish(context);
    }
  }

  end(context: Context): void {
    this.#channel?.asyncStart.publish(context);
    this.#channel?.asyncEnd.publish(context);
  }

  fail(context: Context, error: unknown): void {
    context.error = error;
    this.#channel?.error.publish(context);
    this.end(context);
  }
}

function findChannel(name: string): NodeChannel | null {
  const { process } = globalThis as { process?: { getBuiltinModule?(id: string): unknown } };
  const module = process?.getBuiltinModule?.("node:diagnostics_channel");
  return (module as DiagnosticsChannel | undefined)?.tracingChannel?.(name) ?? null;
}
