import type { Transport } from "../transport/transport.js";
import type { CodexOptions } from "./options.js";

/** The transport that the user has made; undefined when the SDK starts the server itself. */
export function ownTransport({
  transport,
}: Pick<CodexOptions, "transport">): Transport | undefined {
  return transport && "open" in transport ? transport : undefined;
}
