import { fileURLToPath } from "node:url";
import type { TestHome } from "codex-app-server-sdk/testing";
import { type Program, start } from "../support/start-program.js";
import { containerOf, podOf } from "./read-manifest.js";

/** What runs commands, in a process of its own. */
export interface Hands {
  readonly program: Program;
  readonly url: string;
}

/**
 * Starts an exec-server with the command of the manifest, on a port that is free or this one. Its
 * commands find `place` in the variable PLACE.
 */
export async function startHands(home: TestHome, place: string, port = "0"): Promise<Hands> {
  const { command = [] } = containerOf(await podOf("codex-worker"), "hands");
  const words = command.map((word) =>
    word
      .replace(/^ws:.*/, `ws://127.0.0.1:${port}`)
      .replace("node_modules/openai-codex-cli-bin-linux-x64", platformPackage),
  );
  const program = start(words, { ...home.env, PLACE: place });
  return { program, url: await program.line("ws://127.0.0.1:") };
}

const platformPackage = fileURLToPath(
  new URL(`../../../platforms/${process.platform}-${process.arch}`, import.meta.url),
);
