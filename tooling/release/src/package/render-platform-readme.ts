import type { Component } from "../review/components.js";
import type { Platform } from "../runtime-package.js";

interface ReadmeInput {
  platform: Platform;
  version: string;
  components: readonly Component[];
}

/** The README of a platform package. */
export function renderPlatformReadme({ platform, version, components }: ReadmeInput): string {
  const { packageName, label, os, target } = platform;
  const rows = components.map(({ name, license }) => `| ${name} | ${license} |`);
  return [
    `# ${packageName}`,
    "",
    `Codex ${version} for ${label} (\`${target}\`), as OpenAI built it. Install \`openai-codex-cli-bin\`,`,
    "which picks the package for each machine; there is nothing to import here.",
    ...(os === "linux"
      ? ["", "The program is linked statically, so it runs on glibc and musl systems alike."]
      : []),
    "",
    "Unofficial: this repackages OpenAI's files byte for byte and is not affiliated with or endorsed by OpenAI.",
    "Publishing under a name that begins with `openai-` needs OpenAI's consent.",
    "",
    "`runtime/` is upstream's tree, `codex-runtime.json` lists every file with its SHA-256, and",
    "`sbom.cdx.json` the parts with their licences, in the format CycloneDX.",
    "",
    "| part | licence |",
    "| --- | --- |",
    ...rows,
    "",
    "The texts are in `LICENSE`, `NOTICE`, `licenses/` and, for the voice libraries, in `runtime/` itself.",
    "",
  ].join("\n");
}
