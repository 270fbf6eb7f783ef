/** A platform that Codex publishes a runtime for. */
export interface Platform {
  /**
   * `process.platform` and `process.arch` of Node, joined by a hyphen; the package name ends in it.
   */
  readonly platform: string;
  /** The npm package that carries this platform's runtime. */
  readonly packageName: string;
  /** The Rust target the binary is built for. */
  readonly target: string;
  /** Platform tags of the Python wheels that carry the same binary. */
  readonly wheelTags: readonly string[];
  /** The system, as `process.platform` names it. */
  readonly os: "darwin" | "linux" | "win32";
  /** The processor, as `process.arch` names it. */
  readonly cpu: "arm64" | "x64";
  /** For messages: "Linux on x64", "macOS on Apple silicon". */
  readonly label: string;
}

const macCpuNames = { arm64: "Apple silicon", x64: "Intel" } as const;
const osNames = { darwin: "macOS", linux: "Linux", win32: "Windows" } as const;

/** Every supported platform. Manifests, tag parsing and workflows are derived from this table. */
export const platforms: readonly Platform[] = [
  row("darwin", "arm64", "aarch64-apple-darwin", ["macosx_11_0_arm64"]),
  row("darwin", "x64", "x86_64-apple-darwin", ["macosx_10_9_x86_64"]),
  row("linux", "arm64", "aarch64-unknown-linux-musl", [
    "manylinux_2_17_aarch64",
    "musllinux_1_1_aarch64",
  ]),
  row("linux", "x64", "x86_64-unknown-linux-musl", [
    "manylinux_2_17_x86_64",
    "musllinux_1_1_x86_64",
  ]),
  row("win32", "arm64", "aarch64-pc-windows-msvc", ["win_arm64"]),
  row("win32", "x64", "x86_64-pc-windows-msvc", ["win_amd64"]),
];

/** The row for Node's `process.platform` and `process.arch`; undefined when there is none. */
export function platformFor(os: string, cpu: string): Platform | undefined {
  return platforms.find((candidate) => candidate.os === os && candidate.cpu === cpu);
}

/**
 * The row that a tag names. A tag is the platform (`linux-x64`), its Rust target or a wheel tag.
 * Throws a `RangeError` that lists all tags if there is no such row.
 */
export function findPlatform(tag: string): Platform {
  const found = platforms.find((candidate) => tagsOf(candidate).includes(tag));
  if (found) return found;
  const choices = platforms.map((candidate) => `  ${tagsOf(candidate).join(", ")}`).join("\n");
  throw new RangeError(`Unknown platform tag ${JSON.stringify(tag)}. Choose one of:\n${choices}`);
}

/** Every tag that names a platform, the shortest first. */
export function tagsOf(platform: Platform): string[] {
  return [platform.platform, platform.target, ...platform.wheelTags];
}

function row(
  os: Platform["os"],
  cpu: Platform["cpu"],
  target: string,
  wheelTags: readonly string[],
): Platform {
  const platform = `${os}-${cpu}`;
  const label = `${osNames[os]} on ${os === "darwin" ? macCpuNames[cpu] : cpu}`;
  return {
    platform,
    packageName: `openai-codex-cli-bin-${platform}`,
    target,
    wheelTags,
    os,
    cpu,
    label,
  };
}
