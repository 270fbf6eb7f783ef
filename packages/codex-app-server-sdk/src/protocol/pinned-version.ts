import manifest from "./generated/manifest.json" with { type: "json" };

/** The Codex version that the protocol's types were generated from. */
export const pinnedCodexVersion: string = manifest.codexVersion;
