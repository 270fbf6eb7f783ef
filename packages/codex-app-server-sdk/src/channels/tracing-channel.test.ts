import { AsyncLocalStorage } from "node:async_hooks";
import { setImmediate } from "node:timers/promises";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { channelOf, followChannel } from "../../test/support/follow-channel.js";
import { TracingChannel } from "./tracing-channel.js";

interface Context {
  n: number;
  error?: unknown;
}

const name = "codex-app-server-sdk:tool";
const asIs = (error: unknown): unknown => error;

describe("a channel", () => {
  test("makes no context without subscribers", async () => {
    const channel = new TracingChannel<Context>(name);
    const context = vi.fn();

    const done = channel.trace({ context, shown: asIs, work: async (given) => [given] });

    await expect(done).resolves.toEqual([undefined]);
    expect(context).not.toHaveBeenCalled();
  });

  test("publishes one context from the start to the end, and never the result", async () => {
    const channel = new TracingChannel<Context>(name);
    const followed = followChannel<Context>("tool");
    const { seen } = followed;
    const context: Context = { n: 1 };

    const done = channel.trace({ context: () => context, shown: asIs, work: async () => "result" });

    expect(seen.map(({ event }) => event)).toEqual(["start", "end"]);
    await expect(done).resolves.toBe("result");
    expect(seen.map(({ event }) => event)).toEqual(["start", "end", "asyncStart", "asyncEnd"]);
    expect(followed.contexts).toHaveLength(1);
    expect(followed.contexts[0]).toBe(context);
    expect(context).toEqual({ n: 1 });
  });

  test("publishes why it failed, as others may see it, and rejects with the error itself", async () => {
    const channel = new TracingChannel<Context>(name);
    const { seen } = followChannel<Context>("tool");
    const error = new Error("secret");

    const done = channel.trace({
      context: () => ({ n: 1 }),
      shown: () => "shown",
      work: () => Promise.reject(error),
    });

    await expect(done).rejects.toBe(error);
    expect(seen.map(({ event, copy }) => [event, copy.error])).toEqual([
      ["start", undefined],
      ["end", undefined],
      ["error", "shown"],
      ["asyncStart", "shown"],
      ["asyncEnd", "shown"],
    ]);
  });

  test("leaves it to the caller to handle the rejection, and makes none of its own", async () => {
    const channel = new TracingChannel<Context>(name);
    followChannel<Context>("tool");
    const unhandled = vi.fn();
    process.on("unhandledRejection", unhandled);
    onTestFinished(() => void process.off("unhandledRejection", unhandled));

    const work = (): Promise<never> => Promise.reject(new Error("no"));
    await channel.trace({ context: () => ({ n: 1 }), shown: asIs, work }).catch(() => {});
    await setImmediate();

    expect(unhandled).not.toHaveBeenCalled();
  });

  test("runs the work in what subscribers bind to its start", async () => {
    const channel = new TracingChannel<Context>(name);
    const store = new AsyncLocalStorage<Context>();
    const { start } = channelOf("tool");
    start.bindStore(store, (context) => context as Context);
    onTestFinished(() => void start.unbindStore(store));
    const context: Context = { n: 1 };
    const work = async (): Promise<unknown> => {
      await setImmediate();
      return store.getStore();
    };

    const done = channel.trace({ context: () => context, shown: asIs, work });

    await expect(done).resolves.toBe(context);
    expect(store.getStore()).toBeUndefined();
  });

  test("goes on when a subscriber throws, which is an exception of the process as everywhere", async () => {
    const channel = new TracingChannel<Context>(name);
    const { seen } = followChannel<Context>("tool");
    const { start, asyncEnd } = channelOf("tool");
    const fail = (): never => {
      throw new Error("a subscriber's");
    };
    for (const one of [start, asyncEnd]) {
      one.subscribe(fail);
      onTestFinished(() => void one.unsubscribe(fail));
    }
    const caught: unknown[] = [];
    process.setUncaughtExceptionCaptureCallback((error) => caught.push(error));
    onTestFinished(() => process.setUncaughtExceptionCaptureCallback(null));

    const done = channel.trace({
      context: () => ({ n: 1 }),
      shown: asIs,
      work: async () => "result",
    });

    await expect(done).resolves.toBe("result");
    await setImmediate();
    expect(seen.map(({ event }) => event)).toEqual(["start", "end", "asyncStart", "asyncEnd"]);
    expect(caught).toHaveLength(2);
  });

  test.each([
    ["there is no such function", {}],
    ["there is no such module", { getBuiltinModule: () => undefined }],
    ["the module has no such channels", { getBuiltinModule: () => ({}) }],
    ["there is no process", undefined],
  ])("does nothing where %s, and looks once", async (_name, process) => {
    followChannel<Context>("tool");
    vi.stubGlobal("process", process);
    onTestFinished(() => void vi.unstubAllGlobals());
    const channel = new TracingChannel<Context>(name);
    const context = vi.fn();

    const done = channel.trace({ context, shown: asIs, work: async () => "result" });
    const inside = channel.start({ n: 1 }, () => "inside");
    channel.fail({ n: 1 }, new Error("no"));

    await expect(done).resolves.toBe("result");
    expect(inside).toBe("inside");
    expect(context).not.toHaveBeenCalled();
  });
});
