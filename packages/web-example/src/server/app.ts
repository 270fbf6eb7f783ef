import { fileURLToPath } from "node:url";
import { serveStatic } from "@hono/node-server/serve-static";
import { isCodexError } from "codex-app-server-sdk";
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { secureHeaders } from "hono/secure-headers";
import { createApi } from "./api.js";
import type { Chats } from "./chats.js";
import { guard } from "./guard.js";

const page = fileURLToPath(new URL("../../dist", import.meta.url));

const maxBody = 1_000_000;

/** Nothing is loaded from elsewhere, and no text of the model can become a script. */
const headers = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'"],
    connectSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'none'"],
    frameAncestors: ["'none'"],
    requireTrustedTypesFor: ["'script'"],
  },
  strictTransportSecurity: false,
});

const statuses: Readonly<Record<string, number>> = {
  INVALID_REQUEST: 400,
  THREAD_NOT_FOUND: 404,
  TURN_IN_PROGRESS: 409,
  OPTIONS_INVALID: 400,
};

/** The page, and what it asks for. Errors are texts that the page can show. */
export function createApp(chats: Chats, token: string): Hono {
  const app = new Hono();
  app.use(headers, guard(token));
  app.use(
    bodyLimit({
      maxSize: maxBody,
      onError: (context) => context.text("Too long: a message has at most 1 MB.", 413),
    }),
  );

  app.route("/api", createApi(chats));
  app.use(serveStatic({ root: page }));
  app.onError((error) => {
    const status = (isCodexError(error) && statuses[error.code]) || 500;
    if (status === 500) console.error(error);
    return new Response(status === 500 ? "The backend failed." : error.message, { status });
  });
  return app;
}
