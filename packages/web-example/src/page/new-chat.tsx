import { type ReactElement, useState } from "react";
import { Composer } from "./composer.js";

const suggestions = ["Run the checks and mend what fails.", "What can you do?"];

interface NewChatProps {
  /** Where Codex works. */
  readonly folder: string | undefined;
  onSend(text: string): Promise<void>;
}

/** Where a chat begins. */
export function NewChat({ folder, onSend }: NewChatProps): ReactElement {
  const [isSending, setIsSending] = useState(false);
  const [problem, setProblem] = useState<string>();
  const send = (text: string): void => {
    setIsSending(true);
    onSend(text).catch((error: Error) => {
      setIsSending(false);
      setProblem(error.message);
    });
  };
  return (
    <main className="chat">
      <title>New chat</title>
      <header className="chat-head">
        <a className="back" href="#/">
          Chats
        </a>
        <h1>New chat</h1>
      </header>
      <div className="welcome">
        <h2>What shall Codex do?</h2>
        <p className="quiet">
          It works in {folder ?? "…"}, and asks before it runs a command or changes a file.
        </p>
        <ul className="suggestions">
          {suggestions.map((text) => (
            <li key={text}>
              <button type="button" disabled={isSending} onClick={() => send(text)}>
                {text}
              </button>
            </li>
          ))}
        </ul>
      </div>
      {problem && (
        <p className="notice" role="alert">
          {problem}
        </p>
      )}
      <Composer isRunning={false} isDisabled={isSending} onSend={send} />
    </main>
  );
}
