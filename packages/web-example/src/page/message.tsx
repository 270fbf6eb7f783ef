import { memo, type ReactElement } from "react";
import type { ChatMessage } from "../chat-api.js";
import { Markdown } from "./markdown.js";
import { Plan } from "./plan.js";
import { Tool } from "./tool.js";

type Part = ChatMessage["parts"][number];

const endings: Readonly<Record<string, string | undefined>> = {
  interrupted: "Stopped before it was finished.",
  failed: "This failed.",
};

/** A message of the user, or all that Codex did in one turn. */
export const Message = memo(({ message }: { readonly message: ChatMessage }): ReactElement => {
  const isUser = message.role === "user";
  const ending = endings[message.metadata?.status ?? ""];
  return (
    <article className={`message ${message.role}`} aria-label={isUser ? "You" : "Codex"}>
      {message.parts.map((part, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts are only added at the end
        <PartView key={place} part={part} isUser={isUser} />
      ))}
      {ending && <p className="ending">{ending}</p>}
    </article>
  );
});

function PartView({ part, isUser }: { readonly part: Part; isUser: boolean }): ReactElement | null {
  switch (part.type) {
    case "text":
      if (part.providerMetadata?.codex?.isDiscarded) return null;
      return isUser ? <p className="said">{part.text}</p> : <Markdown text={part.text} />;
    case "reasoning":
      return (
        <details className="reasoning">
          <summary>Reasoning</summary>
          <Markdown text={part.text} />
        </details>
      );
    case "dynamic-tool":
      return <Tool part={part} />;
    case "data-steer":
      return <p className="said">{part.data.text}</p>;
    case "data-plan":
      return <Plan steps={part.data.steps} />;
    case "data-agent":
      return (
        <p className="quiet">
          Sub-agent {part.data.isWorking ? "at work" : "done"}: {part.data.task ?? part.data.path}
        </p>
      );
    default:
      return null;
  }
}
