import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { extractReport, type Report } from "./extract-report.js";
import { handWrittenReport } from "./hand-written-report.js";
import { protocolPage } from "./protocol-page.js";
import { referencePages } from "./reference-pages.js";

const packages = fileURLToPath(new URL("../../../packages/", import.meta.url));
const sdk = join(packages, "codex-app-server-sdk");
const cliBin = join(packages, "openai-codex-cli-bin");
const workers = join(packages, "codex-app-server-workers");

/** A report, and the file in the tree that holds it. */
export interface FiledReport extends Report {
  path: string;
}

/**
 * What each entry point of the published packages offers. Of `/protocol` only what was written by
 * hand: its generated types stand in the tree already and are compared there. And how each method
 * of the protocol is reached, and the reference.
 */
export async function apiReports(): Promise<FiledReport[]> {
  return [
    await filed(sdk, "index", extractReport),
    await filed(sdk, "testing", extractReport),
    await filed(sdk, "ui", extractReport),
    await filed(sdk, "store", extractReport),
    await filed(sdk, "protocol", handWrittenReport),
    await filed(cliBin, "index", extractReport),
    await filed(workers, "index", extractReport),
    await filed(workers, "redis", extractReport),
    { ...(await protocolPage(sdk)), path: join(sdk, "docs/protocol.md") },
    ...(await reference()),
  ];
}

async function reference(): Promise<FiledReport[]> {
  const folder = join(sdk, "docs/reference");
  await mkdir(folder, { recursive: true });
  const pages = await referencePages(sdk);
  return pages.map(({ name, ...report }) => ({ ...report, path: join(folder, name) }));
}

async function filed(
  folder: string,
  entry: string,
  report: (folder: string, entry: string) => Promise<Report>,
): Promise<FiledReport> {
  const path = join(folder, "api", `${entry}.api.md`);
  await mkdir(join(folder, "api"), { recursive: true });
  return { ...(await report(folder, entry)), path };
}
