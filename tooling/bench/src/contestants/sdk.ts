import type { Thread } from "codex-app-server-sdk";
import type { BenchThread, Contestant, ContestantSettings } from "./contestant.js";

/** How the pieces of a turn's text are read. */
type ReadText = (
  thread: Thread,
  text: string,
  onText: (piece: string) => void,
) => Promise<string | null>;

/** The packed SDK, with its default options. The text is read from the notifications. */
export function openSdk(settings: ContestantSettings): Promise<Contestant> {
  return open(settings, readStream);
}

/** The same with `textStream()`. */
export function openSdkTextStream(settings: ContestantSettings): Promise<Contestant> {
  return open(settings, readTextStream);
}

/** The same with `events()`. */
export function openSdkEvents(settings: ContestantSettings): Promise<Contestant> {
  return open(settings, readEvents);
}

async function open(
  { codexPath, env, cwd }: ContestantSettings,
  readText: ReadText,
): Promise<Contestant> {
  const { Codex } = await import("codex-app-server-sdk");
  const codex = new Codex({ codexPath, env, cwd, inheritEnv: false });
  const startThread = async (): Promise<BenchThread> => {
    const thread = await codex.threadStart();
    return { runTurn: async (text, onText) => (await readText(thread, text, onText)) ?? "" };
  };
  return { startThread, close: () => codex.close() };
}

const readStream: ReadText = async (thread, text, onText) => {
  const turn = await thread.turn(text);
  for await (const { method, params } of turn.stream()) {
    if (method === "item/agentMessage/delta") onText(params.delta);
  }
  return (await turn.result()).finalResponse;
};

const readTextStream: ReadText = async (thread, text, onText) => {
  const turn = await thread.turn(text);
  for await (const piece of turn.textStream()) onText(piece);
  return (await turn.result()).finalResponse;
};

const readEvents: ReadText = async (thread, text, onText) => {
  const turn = await thread.turn(text);
  for await (const event of turn.events()) {
    if (event.type === "text-delta") onText(event.text);
  }
  return (await turn.result()).finalResponse;
};
