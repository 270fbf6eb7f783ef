// Generated from Codex 0.169.0 by `npm run generate-types`. Do not edit.

/** The Codex version that the protocol's types were generated from. */
export const codexVersion = "0.169.0";
