import type { ApprovalDecision } from "codex-app-server-sdk/ui";
import { type ReactElement, use, useState } from "react";
import { ChatContext } from "./chat-context.js";
import { focusField } from "./focus-field.js";

interface ApprovalProps {
  readonly id: string;
  readonly what: string;
  /** All that the server says of it. */
  readonly asked: unknown;
}

/** Asks the user. It takes no focus: whoever is writing goes on. */
export function Approval({ id, what, asked }: ApprovalProps): ReactElement {
  const { answer } = use(ChatContext);
  const [isSent, setIsSent] = useState(false);
  const { reason } = (asked ?? {}) as { reason?: string | null };
  const decide = async (decision: ApprovalDecision): Promise<void> => {
    setIsSent(true);
    focusField();
    if (!(await answer(id, decision))) setIsSent(false);
  };
  return (
    <fieldset className="approval" disabled={isSent}>
      <legend>{reason || "May Codex do this?"}</legend>
      <button type="button" className="primary" onClick={() => decide("accept")}>
        Approve <span className="visually-hidden">{what}</span>
      </button>
      <button type="button" onClick={() => decide("decline")}>
        Decline <span className="visually-hidden">{what}</span>
      </button>
      <details>
        <summary>
          Details <span className="visually-hidden">of the {what.toLowerCase()}</span>
        </summary>
        <pre>{JSON.stringify(asked, null, 2)}</pre>
      </details>
    </fieldset>
  );
}
