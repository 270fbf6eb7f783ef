import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tarballPath } from "../loopback-registry/registry-store.js";

/** How the registry treats one request for a tarball. */
export type TarballFault =
  | { kind: "break-off"; afterBytes: number }
  | { kind: "stall"; afterBytes: number }
  | { kind: "status"; status: number };

export interface TestPackage {
  name: string;
  version: string;
  tarball: Buffer;
  /** Bytes to serve in place of `tarball`, whose digest the registry still states. */
  served?: Buffer;
}

export interface TestRegistry {
  url: string;
  /** Every request as `GET path` with its range, in order. */
  requests: string[];
  /** Used up one per tarball request. */
  faults: TarballFault[];
  supportsRanges: boolean;
  /** Served as they are, by path: release assets. */
  files: Map<string, Buffer>;
  publish: (pkg: TestPackage) => void;
  close: () => Promise<void>;
}

/** An npm registry on loopback that serves tarballs as badly as a test wants. */
export async function startTestRegistry(): Promise<TestRegistry> {
  const packages = new Map<string, TestPackage>();
  const registry: TestRegistry = {
    url: "",
    requests: [],
    faults: [],
    supportsRanges: true,
    files: new Map(),
    publish: (pkg) => void packages.set(tarballPath(pkg.name, pkg.version), pkg),
    close: () => close(server),
  };
  const server = createServer((request, response) => {
    registry.requests.push(
      `${request.method} ${request.url} ${request.headers.range ?? ""}`.trim(),
    );
    respond({ request, response, registry, packages });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  registry.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return registry;
}

/** SHA-512 as subresource integrity. */
export function integrityOf(bytes: Buffer): string {
  return `sha512-${createHash("sha512").update(bytes).digest("base64")}`;
}

interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  registry: TestRegistry;
  packages: ReadonlyMap<string, TestPackage>;
}

function respond(exchange: Exchange): void {
  const { request, response, registry, packages } = exchange;
  const path = decodeURIComponent(new URL(request.url ?? "/", registry.url).pathname).slice(1);
  const tarball = packages.get(path);
  const versions = [...packages.values()].filter(({ name }) => name === path);
  const file = registry.files.get(path);
  if (tarball) sendBytes(tarball.served ?? tarball.tarball, exchange);
  else if (file) sendBytes(file, exchange);
  else if (versions.length === 0) response.writeHead(404).end("{}");
  else response.end(JSON.stringify(packument(path, versions, registry.url)));
}

function sendBytes(bytes: Buffer, { request, response, registry }: Exchange): void {
  const fault = request.method === "HEAD" ? undefined : registry.faults.shift();
  const start = registry.supportsRanges ? startOfRange(request.headers.range) : 0;
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

function packument(name: string, versions: readonly TestPackage[], url: string): object {
  const entries = versions.map((pkg) => {
    const dist = {
      tarball: url + tarballPath(pkg.name, pkg.version),
      integrity: integrityOf(pkg.tarball),
    };
    return [pkg.version, { name, version: pkg.version, dist }] as const;
  });
  return { name, "dist-tags": { latest: entries[0]?.[0] }, versions: Object.fromEntries(entries) };
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
