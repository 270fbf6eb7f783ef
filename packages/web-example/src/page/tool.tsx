import type { DynamicToolUIPart } from "ai";
import type { UIPartMetadata } from "codex-app-server-sdk/ui";
import type { ReactElement } from "react";
import { Approval } from "./approval.js";
import { Diff } from "./diff.js";
import { Scroller } from "./scroller.js";

/** What a command or a change has in it. All of it may be missing. */
interface ToolInput {
  readonly command?: string;
  readonly changes?: readonly { path: string; kind: { type: string }; diff: string }[];
}

interface ToolOutput {
  readonly output?: string;
  readonly exitCode?: number | null;
  readonly status?: string;
}

/** Something that Codex does: a command, a change of files, or the call of a tool. */
export function Tool({ part }: { readonly part: DynamicToolUIPart }): ReactElement {
  const input = (part.input ?? {}) as ToolInput;
  const output = (part.output ?? {}) as ToolOutput;
  const { word, tone } = stateOf(part, output);
  const codex = part.callProviderMetadata?.codex as UIPartMetadata | undefined;
  return (
    <article className="tool" data-tone={tone} aria-label={titleOf(part)}>
      <header>
        <span className="tool-title">{titleOf(part)}</span>
        <span className="tool-state">{word}</span>
      </header>
      <ToolBody part={part} input={input} output={output} />
      {part.state === "approval-requested" && (
        <Approval id={part.approval.id} what={titleOf(part)} asked={codex?.approval?.params} />
      )}
    </article>
  );
}

interface ToolBodyProps {
  readonly part: DynamicToolUIPart;
  readonly input: ToolInput;
  readonly output: ToolOutput;
}

function ToolBody({ part, input, output }: ToolBodyProps): ReactElement {
  if (input.changes) {
    return (
      <>
        {input.changes.map(({ path, kind, diff }) => (
          <Diff key={path} path={path} kind={kind.type} text={diff} />
        ))}
      </>
    );
  }
  const given = input.command ?? JSON.stringify(part.input, null, 2);
  const got = outputOf(part, output);
  return (
    <>
      <pre className={input.command ? "block command" : "block"}>{given}</pre>
      {got !== "" && (
        <Scroller className="block output" label="Output">
          <pre>{got}</pre>
        </Scroller>
      )}
    </>
  );
}

function outputOf(part: DynamicToolUIPart, { output }: ToolOutput): string {
  if (part.state === "output-error") return part.errorText;
  return output ?? (part.output === undefined ? "" : JSON.stringify(part.output, null, 2));
}

const titles: Readonly<Record<string, string | undefined>> = {
  commandExecution: "Command",
  commandApproval: "Command",
  fileChange: "File change",
  fileChangeApproval: "File change",
  permissionsApproval: "Permissions",
  webSearch: "Web search",
};

function titleOf({ toolName, title }: DynamicToolUIPart): string {
  return title ?? titles[toolName] ?? toolName;
}

function stateOf(part: DynamicToolUIPart, { exitCode, status }: ToolOutput): State {
  switch (part.state) {
    case "approval-requested":
      return { word: "asks you", tone: "asks" };
    case "output-denied":
      return { word: "declined", tone: "bad" };
    case "output-error":
      return { word: "failed", tone: "bad" };
    case "output-available":
      if (part.preliminary) return { word: "running", tone: "running" };
      if (status === "unfinished") return { word: "not finished", tone: "quiet" };
      if (exitCode) return { word: `exit code ${exitCode}`, tone: "bad" };
      return status === "failed" ? { word: "failed", tone: "bad" } : { word: "done", tone: "good" };
    default:
      return { word: "running", tone: "running" };
  }
}

interface State {
  readonly word: string;
  readonly tone: "asks" | "running" | "good" | "bad" | "quiet";
}
