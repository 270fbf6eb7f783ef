import type { Transport } from "../transport/transport.js";

/** Closes a transport. Resolves when it has closed or has had `maxMs` for it; never rejects. */
export function closeTransport(transport: Transport, maxMs: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, maxMs);
    transport
      .close()
      .catch(() => {}) // there is nothing left to be done about it
      .finally(() => {
        clearTimeout(timer);
        resolve();
      });
  });
}
