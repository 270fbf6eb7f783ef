import type * as wire from "codex-app-server-sdk/protocol";
import { onAbort } from "../async/on-abort.js";
import {
  abortSignal,
  assertNoProblems,
  fields,
  listOf,
  type Rule,
  text,
} from "../options/option-rules.js";
import type { NotificationsOptions } from "../options/query-options.js";
import { readSafely } from "../options/read-safely.js";
import { AsyncQueue } from "./async-queue.js";
import { joinDeltas } from "./join-deltas.js";

export interface QueueLimits {
  maxBufferedNotifications: number;
  maxBufferedBytes: number;
}

const notificationRules = fields({
  methods: listOf(text),
  signal: abortSignal,
} satisfies Record<keyof NotificationsOptions, Rule>);

type Listener = (params: unknown) => void;

interface Subscription {
  queue: AsyncQueue<wire.ServerNotification>;
  methods: ReadonlySet<string> | undefined;
  forgetSignal(): void;
}

/** Delivers every notification to all subscribers. */
export class NotificationHub {
  readonly #limits: QueueLimits;
  readonly #subscriptions = new Set<Subscription>();
  readonly #listeners = new Map<string, Set<Listener>>();

  constructor(limits: QueueLimits) {
    this.#limits = limits;
  }

  /** Subscribes to what follows. Throws an `OptionsError` for invalid options. */
  subscribe(options: NotificationsOptions): AsyncQueue<wire.ServerNotification> {
    readSafely("options", () => assertNoProblems(notificationRules(options, "")));
    const queue = new AsyncQueue<wire.ServerNotification>({
      maxItems: this.#limits.maxBufferedNotifications,
      maxBytes: this.#limits.maxBufferedBytes,
      join: joinDeltas,
      closed: () => this.#remove(subscription),
    });
    const subscription: Subscription = {
      queue,
      methods: options.methods && new Set(options.methods),
      forgetSignal: () => {},
    };
    this.#subscriptions.add(subscription);
    subscription.forgetSignal = onAbort(options.signal, (reason) => queue.fail(reason));
    return queue.take();
  }

  /**
   * Calls a function with the params of each notification of a method, while it is being read.
   * Returns what takes it off again.
   */
  listen<M extends keyof wire.ServerNotifications>(
    method: M,
    heard: (params: wire.ServerNotifications[M]) => void,
  ): () => void {
    const listener = heard as Listener;
    const listeners = this.#listeners.get(method) ?? new Set();
    this.#listeners.set(method, listeners.add(listener));
    return () => {
      if (listeners.delete(listener) && listeners.size === 0) this.#listeners.delete(method);
    };
  }

  publish(notification: wire.ServerNotification, size: number): void {
    for (const { queue, methods } of this.#subscriptions) {
      if (!methods || methods.has(notification.method)) queue.push(notification, size);
    }
    if (this.#listeners.size === 0) return;
    for (const listener of this.#listeners.get(notification.method) ?? []) {
      listener(notification.params);
    }
  }

  /** Ends every subscription, with `error` if there is one. */
  close(error?: Error): void {
    for (const { queue } of [...this.#subscriptions]) {
      if (error) {
        queue.fail(error);
      } else {
        queue.end();
      }
    }
  }

  #remove(subscription: Subscription): void {
    subscription.forgetSignal();
    this.#subscriptions.delete(subscription);
  }
}
