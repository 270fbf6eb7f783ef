import { type KeyboardEvent, type ReactElement, useEffect, useState } from "react";
import { focusField } from "./focus-field.js";

interface ComposerProps {
  readonly isRunning: boolean;
  readonly isDisabled?: boolean;
  /** What could not be sent is not lost. */
  readonly unsent?: string;
  onSend(text: string): void;
  onStop?(): void;
}

/** Where the user writes. While Codex works, it has the button that stops it. */
export function Composer(props: ComposerProps): ReactElement {
  const { isRunning, isDisabled = false, unsent = "", onSend, onStop } = props;
  const [text, setText] = useState("");
  useEffect(() => setText((now) => now || unsent), [unsent]);
  useEffect(focusField, []);

  const send = (): void => {
    if (isRunning || isDisabled || text.trim() === "") return;
    onSend(text);
    setText("");
  };
  const sendOnEnter = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };
  const stop = (): void => {
    onStop?.();
    focusField();
  };
  return (
    <form className="composer" onSubmit={(event) => event.preventDefault()}>
      <textarea
        aria-label="Message to Codex"
        placeholder="Message to Codex"
        rows={1}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={sendOnEnter}
      />
      {isRunning ? (
        <button type="button" className="stop" onClick={stop}>
          Stop
        </button>
      ) : (
        <button
          type="button"
          className="primary"
          disabled={isDisabled || !text.trim()}
          onClick={send}
        >
          Send
        </button>
      )}
    </form>
  );
}
