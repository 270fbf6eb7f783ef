import { ToolError } from "./tool-error.js";

/** A Codex version in all its spellings. */
export interface CodexVersion {
  /** `0.116.0-alpha.1` */
  npm: string;
  /** `0.116.0a1` */
  pep440: string;
  /** `rust-v0.116.0-alpha.1` */
  gitTag: string;
  /** The npm dist-tag it is published with; a prerelease never gets `latest`. */
  distTag: "latest" | "alpha" | "beta" | "rc";
}

/**
 * Parses any spelling of a Codex version: npm, PEP 440 or git tag. Throws a usage error for
 * anything else.
 */
export function parseCodexVersion(input: string): CodexVersion {
  const match = spelling.exec(input.trim());
  const core = match?.[1];
  if (!match || !core) throw notAVersion(input);
  const number = match[3] ?? match[5];
  const channel = channelOf(match[2] ?? match[4]);
  if (channel === "latest" || number === undefined) {
    return { npm: core, pep440: core, gitTag: `rust-v${core}`, distTag: "latest" };
  }
  const npm = `${core}-${channel}.${number}`;
  return {
    npm,
    pep440: core + pepLetters[channel] + number,
    gitTag: `rust-v${npm}`,
    distTag: channel,
  };
}

type Prerelease = "alpha" | "beta" | "rc";

const pepLetters: Readonly<Record<Prerelease, string>> = { alpha: "a", beta: "b", rc: "rc" };

/** A number without leading zeros, short enough to be exact in JavaScript. */
const n = "(?:0|[1-9]\\d{0,14})";
const spelling = new RegExp(
  `^(?:rust-v|v)?(${n}\\.${n}\\.${n})(?:-(alpha|beta|rc)\\.?(${n})|(a|b|rc)(${n}))?$`,
);

function channelOf(word: string | undefined): CodexVersion["distTag"] {
  if (word === undefined) return "latest";
  if (word === "a" || word === "alpha") return "alpha";
  return word === "b" || word === "beta" ? "beta" : "rc";
}

function notAVersion(input: string): ToolError {
  const isPlatformVersion = /^\d+\.\d+\.\d+\S*-(?:darwin|linux|win32)-(?:arm64|x64)$/.test(
    input.trim(),
  );
  const hint = isPlatformVersion ? " Drop the platform suffix and use --platform-tag." : "";
  return new ToolError(
    "usage",
    `${JSON.stringify(input)} is not a Codex version.${hint} Expected one exact version, such as ` +
      "0.116.0, 0.116.0-alpha.1, 0.116.0a1, v0.116.0 or rust-v0.116.0-alpha.1.",
  );
}
