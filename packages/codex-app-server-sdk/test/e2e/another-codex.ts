import { onTestFinished } from "vitest";
import { Codex, type CodexOptions } from "../../src/index.js";
import type { E2eSetup } from "./start-codex.js";

/** A second server on the same home, as after a restart of the host, or at the same time. */
export function anotherCodex({ home }: Pick<E2eSetup, "home">, options: CodexOptions = {}): Codex {
  const codex = new Codex({ ...home.options, ...options });
  onTestFinished(() => codex.close());
  return codex;
}
