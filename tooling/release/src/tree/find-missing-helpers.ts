import type { Platform, RuntimeManifest } from "../runtime-package.js";

/**
 * The helper programs that a runtime lacks. Codex looks for them next to itself, and some of its
 * features need them.
 */
export function findMissingHelpers(manifest: RuntimeManifest, { os }: Platform): string[] {
  const hasLegacyTree = manifest.layout === "legacy-vendor" && manifest.source.kind !== "binary";
  return helpersOf[os]
    .filter((helper) => !(hasLegacyTree && helper.isNewer))
    .filter(({ paths }) => !manifest.files.some(({ path }) => paths.includes(path)))
    .map(({ name }) => name);
}

interface Helper {
  name: string;
  /** The paths it has in the two layouts. */
  paths: readonly string[];
  /** Whether only the current layout has it. */
  isNewer?: boolean;
}

const helpersOf: Record<Platform["os"], readonly Helper[]> = {
  darwin: [{ name: "rg", paths: ["runtime/codex-path/rg", "runtime/path/rg"] }],
  linux: [
    { name: "rg", paths: ["runtime/codex-path/rg", "runtime/path/rg"] },
    { name: "bwrap", paths: ["runtime/codex-resources/bwrap"], isNewer: true },
  ],
  win32: [
    { name: "rg.exe", paths: ["runtime/codex-path/rg.exe", "runtime/path/rg.exe"] },
    ...["codex-command-runner.exe", "codex-windows-sandbox-setup.exe"].map((name) => ({
      name,
      paths: [`runtime/codex-resources/${name}`, `runtime/codex/${name}`],
    })),
  ],
};
