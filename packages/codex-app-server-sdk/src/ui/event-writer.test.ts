import { describe, expect, test, vi } from "vitest";
import { EventWriter } from "./event-writer.js";

const chunk = { type: "text-delta", id: "m", delta: "Hi" } as const;

interface Setup {
  writer: EventWriter;
  controller: TransformStreamDefaultController<Uint8Array> & { desiredSize: number };
  /** What was written, and how many timers were set. */
  seen(): { text: string; timers: number };
  /** The last timer fires. */
  fire(): void;
}

function setUp(keepAliveMs = 15_000): Setup {
  const timers: AbortController[] = [];
  vi.spyOn(AbortSignal, "timeout").mockImplementation((ms) => {
    expect(ms).toBe(keepAliveMs);
    const timer = new AbortController();
    timers.push(timer);
    return timer.signal;
  });
  let text = "";
  const enqueue = (bytes: Uint8Array): void => {
    text += new TextDecoder().decode(bytes);
  };
  const controller = { desiredSize: 0, enqueue } as Setup["controller"];
  const writer = new EventWriter(keepAliveMs);
  writer.start(controller);
  return {
    writer,
    controller,
    seen: () => ({ text, timers: timers.length }),
    fire: () => timers.at(-1)?.abort(),
  };
}

describe("a stream of server-sent events", () => {
  test("has a comment each time that nothing was written for a while", () => {
    const { writer, controller, seen, fire } = setUp();

    fire();
    expect(seen()).toEqual({ text: ":\n\n", timers: 2 });
    writer.transform(chunk, controller);
    fire();
    expect(seen()).toEqual({ text: `:\n\ndata: ${JSON.stringify(chunk)}\n\n`, timers: 3 });
    fire();
    expect(seen().text).toMatch(/\n\n:\n\n$/);
  });

  test("has no more of them while the last one is not read", () => {
    const { controller, seen, fire } = setUp();
    fire();

    controller.desiredSize = -1;
    fire();

    expect(seen()).toEqual({ text: ":\n\n", timers: 3 });
  });

  test("sets no timer any more when it is over, or the page is gone", () => {
    const [over, gone] = [setUp(), setUp()];
    over.writer.flush(over.controller);
    gone.controller.enqueue = (): never => {
      throw new TypeError("The stream is closed.");
    };

    over.fire();
    gone.fire();

    expect(over.seen()).toEqual({ text: "data: [DONE]\n\n", timers: 1 });
    expect(gone.seen()).toEqual({ text: "", timers: 1 });
  });

  test("sets none where none is wanted", () => {
    expect(setUp(0).seen()).toEqual({ text: "", timers: 0 });
  });
});
