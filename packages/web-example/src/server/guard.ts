import { createHash, timingSafeEqual } from "node:crypto";
import type { MiddlewareHandler } from "hono";

/** The names of this machine for itself. */
const ownNames: ReadonlySet<string> = new Set(["127.0.0.1", "localhost"]);

/**
 * Lets nobody start turns but the page with the token. `Host` gives away a page whose name was
 * pointed at this machine, `Origin` any other page that sends something here.
 */
export function guard(token: string): MiddlewareHandler {
  const wanted = digest(`Bearer ${token}`);
  return async (context, next) => {
    const host = context.req.header("host") ?? "";
    const origin = context.req.header("origin");
    if (!ownNames.has(host.replace(/:\d+$/, ""))) return context.text("Unknown host", 403);
    if (origin !== undefined && origin !== `http://${host}`) {
      return context.text("Another origin", 403);
    }
    const given = digest(context.req.header("authorization") ?? "");
    const isPage = !context.req.path.startsWith("/api/");
    if (!isPage && !timingSafeEqual(given, wanted)) return context.text("Wrong token", 401);
    return next();
  };
}

/** Of one length, whatever was sent, so that the time to compare says nothing. */
function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
