// Serves the page: `npm start`, or `npm start -- --live FOLDER` with your own login.
import { randomBytes } from "node:crypto";
import { parseArgs } from "node:util";
import { startDemo } from "./codex/start-demo.js";
import { startLive } from "./codex/start-live.js";
import { startServer } from "./server/start-server.js";

const usage = `Usage: npm run web                          with a stand-in for the model, no account needed
       npm run web -- --live FOLDER         with your own Codex login, at work in this folder
       npm run web -- --port PORT           at another port than 8046; 0 = one that is free
WEB_TOKEN=… sets the token of the address, so that open pages go on after a restart.`;

interface Settings {
  readonly live: string | undefined;
  readonly port: number;
}

/** Undefined for invalid arguments. */
function readArguments(args: string[]): Settings | undefined {
  try {
    const options = {
      live: { type: "string" },
      port: { type: "string", default: "8046" },
    } as const;
    const { live, port } = parseArgs({ args, options }).values;
    return live === "" || !/^\d{1,5}$/.test(port) ? undefined : { live, port: Number(port) };
  } catch {
    return undefined; // The usage text explains what is allowed.
  }
}

/** The commands that Codex runs must not find it: with it they could approve themselves. */
function takeToken(): string {
  const { WEB_TOKEN: given } = process.env;
  delete process.env.WEB_TOKEN;
  return given || randomBytes(24).toString("base64url");
}

async function main({ live, port }: Settings): Promise<void> {
  const token = takeToken();
  const backend = live === undefined ? await startDemo() : await startLive(live);
  const server = await startServer({ ...backend, port, token }).catch(async (error: unknown) => {
    await backend.dispose();
    throw error;
  });
  console.log(live === undefined ? "The model is a stand-in." : `Codex works in ${backend.folder}`);
  console.log(`Open ${server.url}`);
  const end = async (): Promise<void> => {
    await server.close();
    await backend.dispose();
  };
  process.once("SIGTERM", end);
  process.once("SIGINT", end);
}

const settings = readArguments(process.argv.slice(2));
if (settings) {
  await main(settings);
} else {
  console.error(usage);
  process.exitCode = 2;
}
