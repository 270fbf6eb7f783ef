// A chat in the terminal. Ctrl-C interrupts a turn and, at the prompt, ends the chat.
import { createInterface } from "node:readline";
import { styleText } from "node:util";
import { Codex, type Thread, type TurnEvent, type TurnHandle } from "codex-app-server-sdk";

const marks: Readonly<Record<string, string>> = { pending: "☐", inProgress: "▸", completed: "☑" };
const terminal = createInterface({ input: process.stdin, output: process.stdout });
let running: TurnHandle | undefined;
terminal.on("SIGINT", () => {
  if (running) void running.interrupt();
  else terminal.close();
});

const codex = new Codex();
try {
  await chat(await codex.threadStart({ sandbox: "workspace" }));
} finally {
  await codex.close();
}

async function chat(thread: Thread): Promise<void> {
  terminal.prompt();
  for await (const line of terminal) {
    if (line.trim() !== "") await answer(thread, line);
    terminal.prompt();
  }
}

async function answer(thread: Thread, line: string): Promise<void> {
  running = await thread.turn(line);
  for await (const event of running.events()) process.stdout.write(shown(event));
  running = undefined;
}

function shown(event: TurnEvent): string {
  switch (event.type) {
    case "text-delta":
      return event.text;
    case "text-end":
    case "reasoning-end":
      return "\n";
    case "text-discard":
      return " … once more:\n";
    case "reasoning-delta":
    case "command-output":
      return styleText("dim", event.text);
    case "item-start":
      return event.item.type === "commandExecution" ? `$ ${event.item.command}\n` : "";
    case "plan":
      return event.steps.map(({ step, status }) => `${marks[status] ?? "?"} ${step}\n`).join("");
    case "diff":
      return `${event.diff}\n`;
    case "retry":
    case "warning":
      return styleText("yellow", `${"error" in event ? event.error.message : event.message}\n`);
    case "finish": {
      const { turn, turnUsage } = event.result;
      const reason = turn.error ? `: ${turn.error.message}` : "";
      return styleText("dim", `${turn.status}${reason}, ${turnUsage?.totalTokens ?? 0} tokens\n`);
    }
    default:
      return "";
  }
}
