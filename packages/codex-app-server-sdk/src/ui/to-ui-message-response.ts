import { assertOptions } from "./assert-options.js";
import { EventWriter } from "./event-writer.js";
import {
  toUIMessageStream,
  type UIMessageStreamOptions,
  type UITurn,
} from "./to-ui-message-stream.js";

/** Options of `toUIMessageResponse()`. */
export interface UIMessageResponseOptions extends UIMessageStreamOptions {
  /** Further headers, which win over those of the protocol. */
  headers?: Readonly<Record<string, string>> | undefined;
  /**
   * After so many milliseconds without a chunk a comment is sent, which pages ignore, so that no
   * proxy takes the connection for dead. 0 = never. Default 15,000.
   */
  keepAliveMs?: number | undefined;
}

const defaultKeepAliveMs = 15_000;

/** What the page knows the protocol by, and what keeps proxies from holding events back. */
const protocolHeaders = {
  "content-type": "text/event-stream",
  "cache-control": "no-cache",
  "x-accel-buffering": "no",
  "x-vercel-ai-ui-message-stream": "v1",
};

/**
 * `toUIMessageStream()` as the answer to a page: server-sent events with status 200, for the
 * request that starts a turn and for `GET {api}/{chatId}/stream`, by which `useChat` finds a turn
 * again that runs. A page that goes away does not end the turn. Throws an `OptionsError` for
 * options that are none.
 *
 * @example
 * ```ts
 * const turn = thread.currentTurn();
 * return turn ? toUIMessageResponse(turn) : context.body(null, 204);
 * ```
 */
export function toUIMessageResponse(
  turn: UITurn,
  options: UIMessageResponseOptions = {},
): Response {
  assertOptions("response", options);
  const { headers, keepAliveMs = defaultKeepAliveMs, ...ofStream } = options;
  const chunks = toUIMessageStream(turn, ofStream);
  const body = chunks.pipeThrough(new TransformStream(new EventWriter(keepAliveMs)));
  return new Response(body, { headers: { ...protocolHeaders, ...headers } });
}
