import { RawConnection, type ServerMessage } from "../raw/raw-connection.js";
import type { BenchThread, Contestant, ContestantSettings } from "./contestant.js";

/** A turn that runs: its text so far, and who is told of it. */
interface RunningTurn {
  text: string;
  onText(piece: string): void;
  completed(text: string): void;
}

/** What the SDK asks for too, so that both have the server do the same. */
const defaults = { approvalPolicy: "on-request", approvalsReviewer: "auto_review" };

/** The bare client, which adds the pieces of each turn's text up. */
export async function openRaw(settings: ContestantSettings): Promise<Contestant> {
  const { codexPath: command, env, cwd } = settings;
  const turns = new Map<unknown, RunningTurn>();
  const connection = await RawConnection.start({ command, env, cwd });
  connection.onMessage = (message) => follow(turns, message);
  return {
    async startThread(): Promise<BenchThread> {
      const threadId = await connection.startThread(defaults);
      const runTurn: BenchThread["runTurn"] = async (text, onText) => {
        const whole = new Promise<string>((completed) => {
          turns.set(threadId, { text: "", onText, completed });
        });
        await connection.request("turn/start", { threadId, input: [{ type: "text", text }] });
        return whole;
      };
      return { runTurn };
    },
    close: () => connection.close(),
  };
}

function follow(
  turns: ReadonlyMap<unknown, RunningTurn>,
  { method, params = {} }: ServerMessage,
): void {
  if (method === "item/agentMessage/delta") {
    const turn = turns.get(params.threadId);
    if (turn === undefined) return;
    const piece = String(params.delta);
    turn.text += piece;
    turn.onText(piece);
  } else if (method === "turn/completed") {
    const turn = turns.get(params.threadId);
    turn?.completed(turn.text);
  }
}
