import { fileURLToPath } from "node:url";
import { bundle } from "./bundle.js";
import { measurePackage, type PackageSize } from "./measure-package.js";

/** How many bytes users of the workers load beside the SDK, by part. */
export interface WorkersSizes extends PackageSize {
  /** All of the root entry, minified. */
  root: number;
  /** All of the entry for Redis, without the two libraries that it stands on, minified. */
  redis: number;
}

const workers = new URL("../../../packages/codex-app-server-workers/", import.meta.url);
/** The root entry must do without the last two. */
const external = ["codex-app-server-sdk", "bullmq", "ioredis"];

/** The package must be built before. */
export async function measureWorkers(): Promise<WorkersSizes> {
  return {
    root: await bytesOf("src/index.ts"),
    redis: await bytesOf("src/redis/index.ts"),
    ...(await measurePackage("codex-app-server-workers")),
  };
}

async function bytesOf(entry: string): Promise<number> {
  return (await bundle(fileURLToPath(new URL(entry, workers)), { external })).code.length;
}
