import { withResolvers } from "../../src/async/with-resolvers.js";
import {
  createGate,
  functionCall,
  type Gate,
  type ModelRequest,
  message,
  type ScriptResult,
} from "../../src/testing/index.js";

/**
 * What the model does in its next turn. `says`: answers at once. `waits`: says something, and the
 * rest when it is told to. `runs`: leaves a command running. `runsOn`: waits for its command.
 */
export type ModelAct = "says" | "waits" | "runs" | "runsOn";

/** A model that does what it is told to, and answers at once where it is told nothing. */
export class RealModel {
  readonly #acts: ModelAct[] = [];
  readonly #gates: Gate[] = [];
  #asked = withResolvers<void>();
  /** Starts to keep a command for the turn of this call, and tells what to run. */
  readonly #command: (caller: string) => string;

  constructor(command: (caller: string) => string) {
    this.#command = command;
  }

  /** Resolves when it is asked the next time. */
  get asked(): Promise<void> {
    return this.#asked.promise;
  }

  willDo(act: ModelAct): void {
    this.#acts.push(act);
  }

  /** Says what is left to say, and does nothing else from now on until it is told to. */
  goOn(): void {
    this.#acts.length = 0;
    for (const gate of this.#gates.splice(0)) gate.open();
  }

  answer({ input, index, tools }: ModelRequest): ScriptResult {
    this.#asked.resolve();
    this.#asked = withResolvers();
    const names = JSON.stringify(input).match(/\b(?:run|turn|goal|compact)-\d+\b/g);
    const caller = names?.at(-1) ?? "";
    const isAfterTool = `${input.at(-1)?.type}`.endsWith("_output");
    // A compaction offers no tools.
    const isAboutWork = tools.length > 0;
    const act = isAfterTool || !isAboutWork ? "says" : (this.#acts.shift() ?? "says");
    switch (act) {
      case "waits":
        return message(["some", this.#gate(), "text"]);
      case "runs":
      case "runsOn": {
        const yieldMs = act === "runs" ? 250 : 30_000;
        const args = { cmd: this.#command(caller), yield_time_ms: yieldMs };
        return functionCall("exec_command", args, { callId: `command_${index}` });
      }
      case "says":
        return caller.startsWith("goal") && isAboutWork && !isAfterTool
          ? functionCall("update_goal", { status: "complete" }, { callId: `goal_${index}` })
          : message("done");
    }
  }

  #gate(): Gate {
    const gate = createGate();
    this.#gates.push(gate);
    return gate;
  }
}
