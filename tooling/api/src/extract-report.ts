import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  Extractor,
  ExtractorConfig,
  ExtractorLogLevel,
  type ExtractorMessage,
  type IConfigFile,
} from "@microsoft/api-extractor";

export interface Report {
  text: string;
  /** What a public name lacks, one sentence each. */
  problems: string[];
}

/** What is wrong with a declaration, and how a sentence about it ends. */
const problemEnds: Readonly<Record<string, string>> = {
  "ae-undocumented": "Give it a docstring.",
  "ae-forgotten-export": "Export it, or keep it out of the declarations.",
};

/** The names that an entry point uses and another one exports. */
const exportedElsewhere: Readonly<Record<string, readonly string[]>> = {
  index: ["wire", "ThreadStore"],
  store: ["CodexError"],
  testing: [
    "wire",
    "Codex",
    "CodexOptions",
    "ThreadStore",
    "Transport",
    "TransportEnd",
    "TransportEvents",
  ],
  redis: ["Engine", "EngineLimits"],
  ui: ["wire", "TurnHandle", "Handlers", "FileChangeApprovalParams", "McpToolApprovalParams"],
};

/** The public surface of an entry point as its built declarations show it. */
export async function extractReport(folder: string, entry: string): Promise<Report> {
  const out = await mkdtemp(join(tmpdir(), "api-report-"));
  const problems: string[] = [];
  try {
    const config = ExtractorConfig.prepare({
      configObject: configFor(folder, entry, out),
      configObjectFullPath: undefined,
      packageJsonFullPath: join(folder, "package.json"),
    });
    Extractor.invoke(config, {
      localBuild: true,
      messageCallback: (message) => {
        const problem = problemOf(message, exportedElsewhere[entry] ?? []);
        if (problem !== undefined) {
          problems.push(problem);
        }
        // Nothing is printed: the callers decide what is worth saying.
        message.handled = message.messageId in problemEnds || message.category === "console";
      },
    });
    return { text: await readFile(join(out, `${entry}.api.md`), "utf8"), problems };
  } finally {
    await rm(out, { recursive: true, force: true });
  }
}

function problemOf(message: ExtractorMessage, known: readonly string[]): string | undefined {
  const { messageId, text, sourceFilePath, sourceFileLine } = message;
  const end = Object.hasOwn(problemEnds, messageId) ? problemEnds[messageId] : undefined;
  const isKnown = known.some((name) => text.includes(`symbol "${name}"`));
  if (end === undefined || isKnown) {
    return undefined;
  }
  return `${sourceFilePath}:${sourceFileLine}: ${text.replace(/\.?$/, ".")} ${end}`;
}

function configFor(folder: string, entry: string, out: string): IConfigFile {
  const declarations = join(folder, `dist/${entry}.d.ts`);
  const silent = { logLevel: ExtractorLogLevel.None };
  return {
    projectFolder: folder,
    mainEntryPointFilePath: declarations,
    compiler: { overrideTsconfig: tsconfigFor(declarations) },
    apiReport: {
      enabled: true,
      reportFileName: `${entry}.api.md`,
      reportFolder: out,
      reportTempFolder: join(out, "temp"),
    },
    newlineKind: "lf",
    docModel: { enabled: false },
    dtsRollup: { enabled: false },
    tsdocMetadata: { enabled: false },
    messages: {
      // Everything here is public, and the docstrings are read by editors, not by TSDoc.
      extractorMessageReporting: {
        default: { logLevel: ExtractorLogLevel.Warning },
        "ae-missing-release-tag": silent,
        "ae-unresolved-link": silent,
      },
      tsdocMessageReporting: { default: silent },
    },
  };
}

function tsconfigFor(declarations: string): object {
  return {
    compilerOptions: {
      target: "ES2022",
      lib: ["ES2023", "ESNext.Disposable"],
      module: "NodeNext",
      moduleResolution: "NodeNext",
      types: ["node"],
      skipLibCheck: true,
    },
    files: [declarations],
  };
}
