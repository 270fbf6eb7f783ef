/** A licence text or notice that must be distributed with a component. */
export interface ComponentText {
  /** Path in `packages/openai-codex-cli-bin/licenses`, or in upstream's tree. */
  file: string;
  /**
   * `repository`: kept verbatim in this repository; `tree`: upstream ships it with the component.
   */
  in: "repository" | "tree";
  /** Where a text in the repository was copied from. */
  source?: string;
  sha256?: string;
}

/** A part of the runtime that has its own licence. */
export interface Component {
  name: string;
  /** SPDX expression. */
  license: string;
  /**
   * Prefixes of the paths that belong to it in upstream's tree; the longest matching prefix
   * decides.
   */
  paths: readonly string[];
  texts: readonly ComponentText[];
}

const ripgrepSource = "github:BurntSushi/ripgrep@e89fff89ac9af12e8d4ce9d5fd07beb408ca730f";
const voiceSource = "npm:@openai/codex@0.169.0-linux-x64 codex-resources/voice/licenses";
const voice = "codex-resources/voice";

/**
 * All components of all known versions. A file that belongs to none can't be pinned or released.
 */
export const components: readonly Component[] = [
  {
    name: "codex",
    license: "Apache-2.0",
    paths: [
      "bin/codex",
      "codex/codex",
      "codex-package.json",
      "codex-resources/codex-",
      `${voice}/bin/codex-voice-host`,
    ],
    texts: [
      {
        file: "codex-LICENSE.txt",
        in: "repository",
        source: "npm:@openai/codex-sdk@0.163.0 LICENSE",
        sha256: "d17f227e4df5da1600391338865ce0f3055211760a36688f816941d58232d8dc",
      },
      {
        file: "codex-NOTICE.txt",
        in: "repository",
        source: "github:openai/codex@f2134f66332bdba9c26f6b32725ec2aeb484a5c9 NOTICE",
        sha256: "9d71575ecfd9a843fc1677b0efb08053c6ba9fd686a0de1a6f5382fd3c220915",
      },
    ],
  },
  {
    name: "ripgrep",
    license: "(MIT OR Unlicense) AND BSD-3-Clause AND BSD-2-Clause",
    paths: ["codex-path/rg", "path/rg"],
    texts: [
      {
        file: "ripgrep-COPYING.txt",
        in: "repository",
        source: `${ripgrepSource} COPYING`,
        sha256: "01c266bced4a434da0051174d6bee16a4c82cf634e2679b6155d40d75012390f",
      },
      {
        file: "ripgrep-LICENSE-MIT.txt",
        in: "repository",
        source: `${ripgrepSource} LICENSE-MIT`,
        sha256: "0f96a83840e146e43c0ec96a22ec1f392e0680e6c1226e6f3ba87e0740af850f",
      },
      {
        file: "ripgrep-UNLICENSE.txt",
        in: "repository",
        source: `${ripgrepSource} UNLICENSE`,
        sha256: "7e12e5df4bae12cb21581ba157ced20e1986a0508dd10d0e8a4ab9a4cf94e85c",
      },
      {
        // Linked into rg, together with its just-in-time compiler sljit.
        file: "pcre2-LICENCE.md",
        in: "repository",
        source: `${voiceSource}/PCRE2.md`,
        sha256: "197d8a73ffee0d6b09adba2f9c677b5f5aede24edf89258a68e48248d010d811",
      },
      {
        file: "sljit-LICENSE.txt",
        in: "repository",
        source: `${voiceSource}/sljit.txt`,
        sha256: "5f216505c0f6ea3273caec89e766eef93cdeb7bbb0c429f9360116d7c938feeb",
      },
    ],
  },
  {
    name: "bubblewrap",
    license: "LGPL-2.0-or-later",
    paths: ["codex-resources/bwrap"],
    texts: [
      {
        file: "bubblewrap-COPYING.txt",
        in: "repository",
        source: "github:containers/bubblewrap@124c4cdf4321f63ef17a1cb0ce8f9dd45bd7adbe COPYING",
        sha256: "b7993225104d90ddd8024fd838faf300bea5e83d91203eab98e29512acebd69c",
      },
    ],
  },
  {
    name: "voice libraries",
    license: "LGPL-2.1-or-later AND BSD-3-Clause AND BSD-2-Clause AND MIT AND Zlib",
    paths: [`${voice}/`],
    texts: [
      `${voice}/NOTICE.md`,
      `${voice}/sources.json`,
      `${voice}/licenses/LGPL-2.1.txt`,
      `${voice}/licenses/Opus.txt`,
      `${voice}/licenses/PCRE2.md`,
      `${voice}/licenses/libffi.txt`,
      `${voice}/licenses/proxy-libintl.txt`,
      `${voice}/licenses/sljit.txt`,
      `${voice}/licenses/zlib.txt`,
    ].map((file) => ({ file, in: "tree" as const })),
  },
  {
    // Upstream ships no text of Microsoft's terms, only references to them, which its notice
    // repeats.
    name: "Microsoft Visual C++ runtime",
    license: "LicenseRef-Microsoft-Visual-Cpp-Runtime",
    paths: [`${voice}/bin/vcruntime`, `${voice}/windows-crt.json`],
    texts: [`${voice}/NOTICE.md`, `${voice}/windows-crt.json`].map((file) => ({
      file,
      in: "tree" as const,
    })),
  },
];
