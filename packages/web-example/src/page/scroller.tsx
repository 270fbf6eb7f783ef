import type { ReactElement, ReactNode } from "react";

interface ScrollerProps {
  readonly label: string;
  readonly className: string;
  readonly children: ReactNode;
}

/** What scrolls for itself, also by keyboard. */
export function Scroller({ label, className, children }: ScrollerProps): ReactElement {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form
    // biome-ignore lint/a11y/noNoninteractiveTabindex: some browsers don't focus what scrolls
    <div className={`scroller ${className}`} role="group" aria-label={label} tabIndex={0}>
      {children}
    </div>
  );
}
