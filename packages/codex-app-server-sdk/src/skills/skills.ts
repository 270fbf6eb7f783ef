import type * as wire from "codex-app-server-sdk/protocol";
import type { CallOptions } from "../options/call-options.js";
import { assertNoProblems, listOf, text } from "../options/option-rules.js";
import { readSafely } from "../options/read-safely.js";
import type { SkillsListOptions } from "../options/server-options.js";
import type { UseSession } from "../session/use-session.js";

/** The skills that the server finds: `codex.skills`. */
export class Skills {
  readonly #use: UseSession;

  private constructor(use: UseSession) {
    this.#use = use;
  }

  /** @internal */
  static of(use: UseSession): Skills {
    return new Skills(use);
  }

  /**
   * Lists the skills that threads in these folders are offered, and what is wrong with others.
   * Default: of the server's working folder.
   */
  async list(options?: SkillsListOptions): Promise<wire.SkillsListResponse> {
    return this.#use((session) => session.ask("skills/list", options));
  }

  /**
   * Sets the folders in which the server looks for skills besides its own places, in place of those
   * that were set before; an empty list sets none. It holds until the server ends. Relative paths
   * count from the client's `cwd`.
   */
  async setExtraRoots(paths: readonly string[], call?: CallOptions): Promise<void> {
    await this.#use(async (session) => {
      const extraRoots = readSafely("paths", () => {
        assertNoProblems(listOf(text)(paths, "paths"));
        return [...paths];
      });
      return session.ask("skills/extraRoots/set", call, { further: { extraRoots } });
    });
  }
}
