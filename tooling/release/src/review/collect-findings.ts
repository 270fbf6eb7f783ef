import { compareVersions } from "../headers/compare-versions.js";
import { describeHeader, runsOn } from "../headers/describe-header.js";
import type { InventoryFile } from "../headers/take-inventory.js";
import type { Platform } from "../runtime-package.js";

/** Something about an executable that a user of its platform may stumble over. */
export interface Finding {
  /** In upstream's tree. */
  path: string;
  /** What it is, in words that do not change between builds. */
  finding: string;
}

/** What the headers of a tree's executables promise less than the platform's tag does. */
export function collectFindings(
  inventory: readonly InventoryFile[],
  platform: Platform,
): Finding[] {
  return inventory.flatMap((file) =>
    findingsOf(file, platform).map((finding) => ({ path: file.path, finding })),
  );
}

/** The oldest macOS a platform's wheel tag promises. */
function promisedMacOs({ wheelTags }: Platform): string | undefined {
  const match = /^macosx_(\d+)_(\d+)_/.exec(wheelTags[0] ?? "");
  return match ? `${match[1]}.${match[2]}` : undefined;
}

function findingsOf({ header }: InventoryFile, platform: Platform): string[] {
  if (!header) return [];
  if (!runsOn(header, platform)) return [`is ${describeHeader(header)}`];
  const found: string[] = [];
  if (header.interpreter !== null) found.push(`needs ${header.interpreter}`);
  if (header.format === "mach-o") found.push(...macFindings(header.minOs, platform));
  if (header.format !== "elf" && !header.isSigned) found.push("is not signed");
  return found;
}

function macFindings(minOs: string | null, platform: Platform): string[] {
  const promised = promisedMacOs(platform);
  if (minOs === null) return ["states no minimum macOS"];
  const isNewer = promised !== undefined && compareVersions(minOs, promised) > 0;
  return isNewer ? [`needs macOS ${minOs}`] : [];
}
