// Serves the POST handler of a route module, as Next.js would: `serve-route.ts file`.
import { pathToFileURL } from "node:url";
import { serve } from "@hono/node-server";

const [file = ""] = process.argv.slice(2);
const { POST } = (await import(pathToFileURL(file).href)) as {
  POST(request: Request): Promise<Response>;
};

const server = serve({ fetch: POST, hostname: "127.0.0.1", port: 0 }, ({ port }) => {
  process.stdout.write(`http://127.0.0.1:${port}\n`);
});

process.once("SIGTERM", () => {
  server.close();
  process.exit(0);
});
