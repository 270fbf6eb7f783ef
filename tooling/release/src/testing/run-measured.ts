import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export interface Measured {
  code: number | null;
  stderr: string;
  /** Peak memory (resident set size), in bytes. */
  peakBytes: number;
  /** Time of the processor, in milliseconds. */
  cpuMs: number;
}

export interface MeasuredOptions {
  env?: NodeJS.ProcessEnv;
  /** The Node to run it with. Default: the test's own. */
  node?: string;
  /** The umask of the process, in octal. */
  umask?: string;
}

const cli = fileURLToPath(new URL("../cli.ts", import.meta.url));
const tsx = import.meta.resolve("tsx");

/** Runs the command line in its own process and measures its memory. */
export async function runMeasured(
  args: readonly string[],
  options: MeasuredOptions = {},
): Promise<Measured> {
  const folder = await mkdtemp(join(tmpdir(), "measured-"));
  const usage = join(folder, "usage");
  const { env = process.env, node = process.execPath, umask = "022" } = options;
  const command = [node, "--import", reportUsage(usage), "--import", tsx, cli, ...args];
  const child = spawn("sh", ["-c", `umask ${umask}; exec "$@"`, "sh", ...command], {
    cwd: folder,
    env,
    stdio: ["ignore", "ignore", "pipe"],
  });
  const closed = once(child, "close");
  let stderr = "";
  for await (const chunk of child.stderr) stderr += chunk;
  const [code] = await closed;
  const [kib = "NaN", cpuMs = "NaN"] = (await readFile(usage, "utf8").catch(() => "")).split(" ");
  await rm(folder, { recursive: true, force: true });
  return { code, stderr, peakBytes: Number(kib) * 1024, cpuMs: Number(cpuMs) };
}

/** A module that writes peak memory in KiB and processor time in ms to `file` on exit. */
function reportUsage(file: string): string {
  const source = [
    'import { writeFileSync } from "node:fs";',
    "const usage = () => process.resourceUsage();",
    "const cpuMs = () => (usage().userCPUTime + usage().systemCPUTime) / 1000;",
    `const write = () => writeFileSync(${JSON.stringify(file)}, usage().maxRSS + " " + cpuMs());`,
    'process.on("exit", write);',
  ].join("\n");
  return `data:text/javascript,${encodeURIComponent(source)}`;
}
