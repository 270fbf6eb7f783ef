import type { Finding } from "./collect-findings.js";

/** A finding that was reviewed and accepted. */
export interface ReviewedException extends Finding {
  platform: string;
  reason: string;
}

const glibcRg =
  "upstream builds rg for glibc on arm64; on musl systems Codex's file search does without it";
const glibcVoice = "voice needs glibc; everything else in Codex runs without it";
const macVoice = "voice needs a newer macOS; everything else in Codex runs without it";
const olderMac = "Rust raised the oldest macOS on Intel to 10.12 after the wheel tag was chosen";
const unsignedRg = "upstream takes rg as ripgrep's own release builds it";

/**
 * The exceptions for all versions pinned so far. A lock repeats those that apply to its version. A
 * path that ends in a slash covers all files below it.
 */
export const reviewedExceptions: readonly ReviewedException[] = [
  ...["path/rg", "codex-path/rg"].map((path) =>
    exception("linux-arm64", path, "needs /lib/ld-linux-aarch64.so.1", glibcRg),
  ),
  exception(
    "linux-arm64",
    "codex-resources/voice/",
    "needs /lib/ld-linux-aarch64.so.1",
    glibcVoice,
  ),
  exception("linux-x64", "codex-resources/voice/", "needs /lib64/ld-linux-x86-64.so.2", glibcVoice),
  exception("darwin-arm64", "codex-resources/voice/", "needs macOS 14.0", macVoice),
  exception("darwin-x64", "codex-resources/voice/", "needs macOS 14.0", macVoice),
  ...["codex/codex", "path/rg", "bin/", "codex-path/rg"].map((path) =>
    exception("darwin-x64", path, "needs macOS 10.12", olderMac),
  ),
  exception("darwin-x64", "path/rg", "is not signed", unsignedRg),
  ...["win32-arm64", "win32-x64"].flatMap((platform) =>
    ["path/rg.exe", "codex-path/rg.exe"].map((path) =>
      exception(platform, path, "is not signed", unsignedRg),
    ),
  ),
];

function exception(
  platform: string,
  path: string,
  finding: string,
  reason: string,
): ReviewedException {
  return { platform, path, finding, reason };
}
