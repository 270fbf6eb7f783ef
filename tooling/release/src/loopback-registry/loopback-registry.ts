import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { formatIntegrity } from "../compute-integrity.js";
import { removeOnInterrupt } from "../interruption.js";
import { readTarballManifest } from "../package/read-tarball-manifest.js";
import { answerRequest, type LoggedRequest, type RegistryState } from "./answer-request.js";
import type { RegistryFault } from "./registry-fault.js";
import { type Packument, RegistryStore } from "./registry-store.js";

export interface LoopbackRegistryOptions {
  /** The registry to redirect to for unknown names. Default: they are answered with 404. */
  upstream?: string;
  /** Called, and awaited, for each request after it took effect and before its answer is sent. */
  onAnswer?(request: LoggedRequest): void | Promise<void>;
  /** Changes what is stated about a package, to be like another kind of registry. */
  describe?(packument: Packument): Packument;
}

/**
 * How long a connection may be idle. npm asks for a package, prepares its upload, which takes a
 * busy machine longer than Node's default, and then writes to the same connection.
 */
const keepAliveMs = 10 * 60_000;

/**
 * An npm registry on 127.0.0.1 for install proofs and tests. It serves what npm clients read, and
 * accepts uploads.
 */
export class LoopbackRegistry implements AsyncDisposable {
  readonly #server: Server;
  readonly #state: RegistryState;
  readonly #interruption: Disposable;

  private constructor(server: Server, state: RegistryState) {
    this.#server = server;
    this.#state = state;
    this.#interruption = removeOnInterrupt(state.folder);
  }

  /** Starts an empty registry on a free port. A temporary folder holds uploads until it closes. */
  static async start(options: LoopbackRegistryOptions = {}): Promise<LoopbackRegistry> {
    const state: RegistryState = {
      ...options,
      folder: await mkdtemp(join(tmpdir(), "loopback-registry-")),
      url: "",
      store: new RegistryStore(),
      requests: [],
      faults: [],
      hidden: new Map(),
    };
    const server = createServer((request, response) => {
      void answerRequest(request, response, state);
    });
    server.keepAliveTimeout = keepAliveMs;
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    state.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    return new LoopbackRegistry(server, state);
  }

  /** The registry's URL; ends in a slash. */
  get url(): string {
    return this.#state.url;
  }

  get store(): RegistryStore {
    return this.#state.store;
  }

  get requests(): readonly LoggedRequest[] {
    return this.#state.requests;
  }

  /** Faults that the next matching requests run into. */
  get faults(): RegistryFault[] {
    return this.#state.faults;
  }

  /** Versions that packuments leave out, as `name@version`, and for how many requests. */
  get hidden(): Map<string, number> {
    return this.#state.hidden;
  }

  /**
   * Adds a tarball without an upload. It is served from where it is, so the file must not change.
   */
  async addTarball(file: string, { tag = "latest" }: { tag?: string } = {}): Promise<void> {
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
    this.store.add({ name, version, tag, stored: { manifest, ...digests, size, file } });
  }

  async close(): Promise<void> {
    await closeServer(this.#server);
    this.#interruption[Symbol.dispose]();
    await rm(this.#state.folder, { recursive: true, force: true });
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
