import type { UIDataParts } from "codex-app-server-sdk/ui";
import type { ReactElement } from "react";

const words: Readonly<Record<string, string>> = {
  completed: "done",
  inProgress: "now",
  pending: "later",
};

/** The agent's to-do list. */
export function Plan({ steps }: Pick<UIDataParts["plan"], "steps">): ReactElement {
  return (
    <ol className="plan" aria-label="Plan">
      {steps.map(({ step, status }) => (
        <li key={step} data-status={status}>
          {step} <span className="visually-hidden">({words[status] ?? status})</span>
        </li>
      ))}
    </ol>
  );
}
