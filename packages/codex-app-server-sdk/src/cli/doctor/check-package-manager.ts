import { findInstallation, type InstallSite } from "openai-codex-cli-bin";
import type { Verdict } from "./check.js";

/** What has installed the packages, and where: `fix` of other checks speaks of that. */
export async function checkPackageManager(): Promise<Verdict> {
  return { ok: true, message: describe(findInstallation()) };
}

function describe(site: InstallSite): string {
  switch (site.kind) {
    case "project":
      return `${site.manager}, in ${site.folder}${site.lockFile === null ? ", without a lock file" : ` (${site.lockFile})`}`;
    case "global":
      return `npm, globally below ${site.prefix}`;
    case "deployed":
      return `none: the files were copied or bundled into ${site.folder}`;
  }
}
