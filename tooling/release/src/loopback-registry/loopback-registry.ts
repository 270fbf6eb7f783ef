import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { formatIntegrity } from "../compute-integrity.js";
import { readTarballManifest } from "../package/read-tarball-manifest.js";
import { answerRequest, type LoggedRequest } from "./answer-request.js";
import type { RegistryFault } from "./registry-fault.js";
import { RegistryStore } from "./registry-store.js";

export interface LoopbackRegistryOptions {
  /** Where names it does not have are sent on to, by redirect. Default: they do not exist. */
  upstream?: string;
  /** Called for each request once it is done and before its answer is sent. */
  onAnswer?: (request: LoggedRequest) => void;
}

/** An npm registry on 127.0.0.1, for proofs and tests: everything npm clients read, and publishing. */
export interface LoopbackRegistry extends AsyncDisposable {
  /** Ends in a slash. */
  readonly url: string;
  readonly store: RegistryStore;
  readonly requests: readonly LoggedRequest[];
  /** What goes wrong next. */
  readonly faults: RegistryFault[];
  /** Versions that answers leave out as `name@version`, each with the number of packument requests it stays hidden for. */
  readonly hidden: Map<string, number>;
  /** Puts a tarball in without an upload. The file stays where it is and must not change. */
  addTarball: (file: string, options?: { tag?: string }) => Promise<void>;
  close: () => Promise<void>;
}

/** Starts a registry with nothing in it, on a free port. Uploads live in a temporary folder until it closes. */
export async function startLoopbackRegistry(
  options: LoopbackRegistryOptions = {},
): Promise<LoopbackRegistry> {
  const folder = await mkdtemp(join(tmpdir(), "loopback-registry-"));
  const state = {
    folder,
    url: "",
    upstream: options.upstream,
    onAnswer: options.onAnswer,
    store: new RegistryStore(),
    requests: [] as LoggedRequest[],
    faults: [] as RegistryFault[],
    hidden: new Map<string, number>(),
  };
  const server = createServer((request, response) => void answerRequest(request, response, state));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  state.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const close = async () => {
    await closeServer(server);
    await rm(folder, { recursive: true, force: true });
  };
  const addTarball = (file: string, { tag = "latest" } = {}) => add(state.store, file, tag);
  return Object.assign(state, { addTarball, close, [Symbol.asyncDispose]: close });
}

async function add(store: RegistryStore, file: string, tag: string): Promise<void> {
  const manifest = await readTarballManifest(file);
  const sha512 = createHash("sha512");
  const sha1 = createHash("sha1");
  for await (const chunk of createReadStream(file, { highWaterMark: 1024 * 1024 })) {
    sha512.update(chunk);
    sha1.update(chunk);
  }
  const { size } = await stat(file);
  const digests = { integrity: formatIntegrity(sha512), shasum: sha1.digest("hex") };
  const { name, version } = { name: String(manifest.name), version: String(manifest.version) };
  store.add({ name, version, tag, stored: { manifest, ...digests, size, file } });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
