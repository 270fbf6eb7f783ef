import { execFile } from "node:child_process";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { promisify } from "node:util";
import { describe, expect, onTestFinished, test } from "vitest";
import type { Ground, Place } from "./ground.js";
import { NamespaceGround } from "./namespace-ground.js";
import { PlainGround } from "./plain-ground.js";

/** Says what came from a server, or why nothing did. */
const caller = `
  const [host, port] = process.argv.slice(1);
  const socket = require("node:net").connect(port, host);
  const end = (text) => { console.log(String(text)); process.exit(); };
  socket.on("data", end).on("error", ({ code }) => end(code));
  setTimeout(end, 1000, "nothing");
`;

async function call(place: Place, url: string): Promise<string> {
  const { hostname, port } = new URL(url);
  const [command, ...args] = place.command(["--eval", caller, hostname, port]);
  return (await promisify(execFile)(command, args)).stdout.trim();
}

/** A server that says this, as Redis or as the model. */
async function serve(host: string, text: string): Promise<number> {
  const server = createServer((socket) => void socket.end(text)).listen(0, host);
  onTestFinished(() => void server.close());
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

describe.each<[string, () => Ground, boolean]>([
  ["in processes", () => new PlainGround(2), true],
  ["in network namespaces", () => NamespaceGround.make(2), NamespaceGround.isPossible()],
])("places %s", (_, make, isPossible) => {
  test.runIf(isPossible)("reach Redis and the model unless they are cut off", async () => {
    const ground = make();
    onTestFinished(() => ground[Symbol.asyncDispose]());
    const redisPort = await serve(ground.host, "Redis");
    const modelPort = await serve("127.0.0.1", "model");
    const [one, other] = (await ground.connect({ redisPort, modelPort })) as [Place, Place];

    expect(await call(one, one.redisUrl)).toBe("Redis");
    expect(await call(one, one.modelUrl)).toBe("model");
    one.cut();
    expect(await call(one, one.redisUrl)).not.toBe("Redis");
    expect(await call(one, one.modelUrl)).not.toBe("model");
    expect(await call(other, other.redisUrl)).toBe("Redis");
    one.mend();
    // A line takes a moment to come up.
    await expect.poll(() => call(one, one.redisUrl), { timeout: 10_000 }).toBe("Redis");
  });
});

test.runIf(NamespaceGround.isPossible())("a network namespace has no way out", async () => {
  await using ground = NamespaceGround.make(1);
  const [place] = (await ground.connect({ redisPort: 1, modelPort: 1 })) as [Place];
  expect(await call(place, "tcp://192.0.2.1:80")).toBe("ENETUNREACH");
});
