import { type ReactElement, use } from "react";
import { ChatContext } from "./chat-context.js";
import { Scroller } from "./scroller.js";

interface DiffProps {
  readonly path: string;
  /** `add` and `delete` come with the whole file, which has no marks. */
  readonly kind: string;
  readonly text: string;
}

const marks: Readonly<Record<string, string | undefined>> = { add: "+", delete: "-" };
const names: Readonly<Record<string, string | undefined>> = { "+": "added", "-": "removed" };

/** What is to change in a file, line by line. */
export function Diff({ path, kind, text }: DiffProps): ReactElement {
  const { folder } = use(ChatContext);
  const name = path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : path;
  const mark = marks[kind] ?? "";
  const lines = text
    .replace(/\n$/, "")
    .split("\n")
    .map((line) => mark + line);
  return (
    <Scroller className="diff" label={`Change of ${name}`}>
      <div className="path">{name}</div>
      <pre>
        {lines.map((line, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line has no name but its place
          <span key={place} data-line={names[line[0] ?? ""]}>
            {`${line}\n`}
          </span>
        ))}
      </pre>
    </Scroller>
  );
}
