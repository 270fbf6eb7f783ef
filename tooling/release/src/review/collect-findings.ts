import { compareVersions } from "../headers/compare-versions.js";
import { describeHeader, runsOn } from "../headers/describe-header.js";
import type { InventoryFile } from "../headers/take-inventory.js";
import type { Platform } from "../runtime-package.js";
import { expectedKind } from "./program-paths.js";

/** A property of an executable that may keep it from working for some users of the platform. */
export interface Finding {
  /** Path in upstream's tree. */
  path: string;
  /** A description that is the same for every build. */
  finding: string;
}

/** Finds executables whose headers promise less than the platform's wheel tag does. */
export function collectFindings(
  inventory: readonly InventoryFile[],
  platform: Platform,
): Finding[] {
  return inventory.flatMap((file) =>
    findingsOf(file, platform).map((finding) => ({ path: file.path, finding })),
  );
}

/** The oldest macOS that a platform's wheel tag promises to support. */
function promisedMacOs({ wheelTags }: Platform): string | undefined {
  const match = /^macosx_(\d+)_(\d+)_/.exec(wheelTags[0] ?? "");
  return match ? `${match[1]}.${match[2]}` : undefined;
}

function findingsOf({ path, header }: InventoryFile, platform: Platform): string[] {
  const expected = expectedKind(path);
  if (!header) return expected === "anything" ? [] : [`is no ${expected}`];
  if (!runsOn(header, platform)) return [`is ${describeHeader(header)}`];
  const found: string[] = [];
  if (expected !== "anything" && header.kind !== expected) found.push(`is no ${expected}`);
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
