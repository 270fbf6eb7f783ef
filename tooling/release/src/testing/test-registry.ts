import { createHash, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tarballPath } from "../loopback-registry/registry-store.js";

/** How one request for a tarball fails. */
export type TarballFault =
  | { kind: "break-off"; afterBytes: number }
  | { kind: "stall"; afterBytes: number }
  | { kind: "status"; status: number };

export interface TestPackage {
  name: string;
  version: string;
  tarball: Buffer;
  /** Bytes to serve instead of `tarball`; the registry still states the digest of `tarball`. */
  served?: Buffer;
  /** What the registry states about the tarball besides its address and digest. */
  dist?: object;
}

/** A key with which a registry signs what it serves. */
interface RegistrySigner {
  keyid: string;
  privateKey: KeyObject;
}

interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
}

/** An npm registry on loopback that can interrupt, delay or refuse downloads. */
export class TestRegistry {
  /** Every request as `GET path` with its range, in order. */
  readonly requests: string[] = [];
  /** Each request for a tarball uses one up. */
  readonly faults: TarballFault[] = [];
  supportsRanges = true;
  /** Other files to serve, by path, such as release assets. */
  readonly files = new Map<string, Buffer>();
  readonly #packages = new Map<string, TestPackage>();
  readonly #server: Server;
  #signer: RegistrySigner | null = null;

  private constructor() {
    this.#server = createServer((request, response) => {
      const { method, url, headers } = request;
      this.requests.push(`${method} ${url} ${headers.range ?? ""}`.trim());
      this.#respond({ request, response });
    });
  }

  static async start(): Promise<TestRegistry> {
    const registry = new TestRegistry();
    await new Promise<void>((resolve) => registry.#server.listen(0, "127.0.0.1", resolve));
    return registry;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  publish(pkg: TestPackage): void {
    this.#packages.set(tarballPath(pkg.name, pkg.version), pkg);
  }

  /** From now on states a key, and signs the digest of every package with it. */
  signPackages(): void {
    const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const der = publicKey.export({ type: "spki", format: "der" });
    const keyid = `SHA256:${createHash("sha256").update(der).digest("base64")}`;
    const key = { keyid, expires: null, key: der.toString("base64") };
    this.files.set("-/npm/v1/keys", Buffer.from(JSON.stringify({ keys: [key] })));
    this.#signer = { keyid, privateKey };
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #respond({ request, response }: Exchange): void {
    const path = decodeURIComponent(new URL(request.url ?? "/", this.url).pathname).slice(1);
    const tarball = this.#packages.get(path);
    const versions = [...this.#packages.values()].filter(({ name }) => name === path);
    const file = this.files.get(path);
    if (tarball) this.#sendBytes(tarball.served ?? tarball.tarball, { request, response });
    else if (file) this.#sendBytes(file, { request, response });
    else if (versions.length === 0) response.writeHead(404).end("{}");
    else response.end(JSON.stringify(this.#packument(path, versions)));
  }

  #packument(name: string, packages: readonly TestPackage[]): object {
    const entries = packages.map((pkg) => {
      const integrity = integrityOf(pkg.tarball);
      const tarball = this.url + tarballPath(pkg.name, pkg.version);
      const dist = { tarball, integrity, ...this.#signatures(pkg, integrity), ...pkg.dist };
      return [pkg.version, { name, version: pkg.version, dist }] as const;
    });
    const latest = entries[0]?.[0];
    return { name, "dist-tags": { latest }, versions: Object.fromEntries(entries) };
  }

  #signatures({ name, version }: TestPackage, integrity: string): object {
    if (!this.#signer) return {};
    const { keyid, privateKey } = this.#signer;
    const bytes = Buffer.from(`${name}@${version}:${integrity}`);
    return { signatures: [{ keyid, sig: sign("sha256", bytes, privateKey).toString("base64") }] };
  }

  #sendBytes(bytes: Buffer, { request, response }: Exchange): void {
    const fault = request.method === "HEAD" ? undefined : this.faults.shift();
    const start = this.supportsRanges ? startOfRange(request.headers.range) : 0;
    const status = fault?.kind === "status" ? fault.status : start >= bytes.length ? 416 : null;
    if (status !== null) {
      response.writeHead(status).end();
      return;
    }
    const rest = bytes.subarray(start);
    response.writeHead(start > 0 ? 206 : 200, {
      "content-length": rest.length,
      ...(start > 0 && { "content-range": `bytes ${start}-${bytes.length - 1}/${bytes.length}` }),
    });
    if (fault && "afterBytes" in fault) cutShort(response, rest, fault);
    else response.end(rest);
  }
}

/** SHA-512 in the format of subresource integrity. */
export function integrityOf(bytes: Buffer): string {
  return `sha512-${createHash("sha512").update(bytes).digest("base64")}`;
}

function cutShort(
  response: ServerResponse,
  bytes: Buffer,
  { kind, afterBytes }: Exclude<TarballFault, { kind: "status" }>,
): void {
  response.write(bytes.subarray(0, afterBytes), () => {
    if (kind === "break-off") response.destroy();
  });
}

function startOfRange(range: string | undefined): number {
  return Number(/^bytes=(\d+)-$/.exec(range ?? "")?.[1] ?? 0);
}
