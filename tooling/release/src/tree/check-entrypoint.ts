import { describeHeader, formatNames, formatOf, runsOn } from "../headers/describe-header.js";
import type { InventoryFile } from "../headers/take-inventory.js";
import type { Platform } from "../runtime-package.js";
import { ToolError } from "../tool-error.js";

/** Throws unless the entrypoint's header says that it is a program for this platform. */
export function checkEntrypoint(file: InventoryFile, platform: Platform): void {
  const { header } = file;
  const wanted = `${formatNames[formatOf[platform.os]]} ${platform.cpu}`;
  if (header && header.kind === "program" && runsOn(header, platform)) return;
  const found = header ? describeHeader(header) : "no executable";
  throw new ToolError(
    "check",
    `${file.path} is ${found}, ` +
      `but ${platform.platform} (${platform.target}) needs ${wanted} program`,
  );
}
