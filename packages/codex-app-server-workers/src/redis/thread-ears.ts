import type { Redis } from "ioredis";
import { WakeUp } from "../async/wake-up.js";

/** What can have changed of a thread. */
export type Word = "events" | "turns" | "signals" | "approvals";

/** How often one looks without having heard a word, which a connection that was cut may lose. */
const pollMs = 5000;

/** Hears of changes of threads. All that listen share one connection. */
export class ThreadEars {
  readonly #redis: Redis;
  readonly #channels = new Map<string, Channel>();
  readonly #poll: ReturnType<typeof setInterval>;

  /** `redis` is a connection for this alone. */
  constructor(redis: Redis) {
    this.#redis = redis;
    redis.on("message", (name: string, word: string) => this.#channels.get(name)?.ring(word));
    redis.on("ready", () => this.#ringAll());
    this.#poll = setInterval(() => this.#look(), pollMs);
    this.#poll.unref();
  }

  /** Begins to listen. Call `end()` of what it resolves with. */
  async listen(name: string): Promise<Ear> {
    const channel = this.#channels.get(name) ?? this.#open(name);
    channel.listeners += 1;
    const end = (): void => {
      channel.listeners -= 1;
      if (channel.listeners > 0 || this.#channels.get(name) !== channel) return;
      this.#channels.delete(name);
      this.#redis.unsubscribe(name).catch(() => {}); // a lost connection has forgotten it anyway
    };
    try {
      await channel.subscribed;
    } catch (error) {
      end();
      throw error;
    }
    return { until: (word, look, signal) => channel.until(word, look, signal), end };
  }

  /** Whoever waits is told the reason. */
  close(reason: unknown): void {
    clearInterval(this.#poll);
    this.#redis.disconnect();
    for (const channel of this.#channels.values()) channel.close(reason);
  }

  #open(name: string): Channel {
    const channel = new Channel(this.#redis.subscribe(name));
    this.#channels.set(name, channel);
    return channel;
  }

  #look(): void {
    this.#ringAll();
    // Who only listens would never learn that the line was cut without a word.
    if (this.#channels.size > 0) this.#redis.ping().catch(() => {}); // it is connected anew
  }

  #ringAll(): void {
    for (const channel of this.#channels.values()) channel.ringAll();
  }
}

/** Listens to one thread. */
export interface Ear {
  /**
   * Looks now, and again whenever the word is heard, until there is something. Rejects as `look`,
   * and with the signal's reason.
   */
  until<T>(word: Word, look: () => Promise<T | undefined>, signal?: AbortSignal): Promise<T>;
  end(): void;
}

class Channel {
  listeners = 0;
  readonly subscribed: Promise<unknown>;
  readonly #wakeUps = new Map<string, { heard: number; wakeUp: WakeUp }>();
  #closed: { reason: unknown } | undefined;

  constructor(subscribed: Promise<unknown>) {
    this.subscribed = subscribed;
  }

  ring(word: string): void {
    const waiting = this.#wakeUps.get(word);
    if (!waiting) return;
    waiting.heard += 1;
    waiting.wakeUp.ring();
  }

  ringAll(): void {
    for (const word of this.#wakeUps.keys()) this.ring(word);
  }

  close(reason: unknown): void {
    this.#closed = { reason };
    this.ringAll();
  }

  async until<T>(word: Word, look: () => Promise<T | undefined>, signal?: AbortSignal): Promise<T> {
    const waiting = this.#wakeUps.get(word) ?? { heard: 0, wakeUp: new WakeUp() };
    this.#wakeUps.set(word, waiting);
    for (;;) {
      signal?.throwIfAborted();
      if (this.#closed) throw this.#closed.reason;
      const { heard } = waiting;
      const found = await look();
      if (found !== undefined) return found;
      // What was said during the look may not be in what it found.
      if (waiting.heard === heard) await waiting.wakeUp.next(signal);
    }
  }
}
