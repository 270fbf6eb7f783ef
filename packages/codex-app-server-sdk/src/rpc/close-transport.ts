import { within } from "../async/within.js";
import type { Transport } from "../transport/transport.js";

/** Closes a transport. Resolves when it has closed or has had `maxMs` for it; never rejects. */
export async function closeTransport(transport: Transport, maxMs: number): Promise<void> {
  // A transport that fails to close leaves nothing more to be done.
  const closed = transport.close().catch(() => {});
  await within(maxMs, closed);
}
