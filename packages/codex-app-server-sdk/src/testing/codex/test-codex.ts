import { Codex } from "../../codex/codex.js";
import type { CodexOptions } from "../../options/options.js";
import { createTestHome, type TestHome, type TestHomeOptions } from "../home/test-home.js";
import {
  MockResponsesServer,
  type MockResponsesServerOptions,
} from "../model/mock-responses-server.js";
import { Cleanup } from "./cleanup.js";

/** Options of `testCodex()`. */
export interface TestCodexOptions {
  /**
   * Options of the `Codex`, such as handlers. They win over those of the home, except that `env` is
   * added to the home's environment. There is no `transport`: the server is one in the home.
   */
  codex?: Omit<CodexOptions, "transport"> | undefined;
  /** Options of the stand-in model. */
  model?: MockResponsesServerOptions | undefined;
  /** What stands in the home's `config.toml`. */
  home?: Omit<TestHomeOptions, "responses"> | undefined;
}

/** A real Codex for one test: `testCodex()` makes one. */
export interface TestCodex extends AsyncDisposable {
  /** The client. Like every other it starts its server when that is first needed. */
  readonly codex: Codex;
  /** The stand-in model that the server talks to: script its answers before a turn needs them. */
  readonly model: MockResponsesServer;
  /** The temporary folders and the environment of the server. */
  readonly home: TestHome;
  /**
   * Closes the client, removes the folders and closes the stand-in model, whatever is running. A
   * server that does not end by itself is killed, see `codex.close()`. All of it is done even if
   * some of it fails; then this rejects with what failed. May be called again.
   */
  dispose(): Promise<void>;
}

/**
 * Makes a real `Codex` for a test, in a temporary home of its own, with a stand-in for the model
 * that the test scripts. No account and no network are needed, nothing of the user's is read or
 * written, and any test framework will do.
 *
 * Rejects with an `OptionsError` for invalid options of the `Codex`; nothing is left then.
 *
 * @example
 * ```ts
 * await using setup = await testCodex({
 *   codex: { handlers: { commandApproval: allowCommands([["echo", "hello"]]) } },
 * });
 * const { codex, model } = setup;
 * model.respond(functionCall("exec_command", { cmd: "echo hello" }, { callId: "call" }));
 * model.respond(message("It said hello."));
 *
 * const thread = await codex.threadStart({ approvalPolicy: "untrusted" });
 * const { finalResponse } = await thread.run("Run it");
 * ```
 */
export async function testCodex(options: TestCodexOptions = {}): Promise<TestCodex> {
  const cleanup = new Cleanup();
  try {
    const model = await MockResponsesServer.start(options.model);
    cleanup.add(() => model.close());
    const home = await createTestHome({ ...options.home, responses: model });
    cleanup.add(() => home.dispose());
    const codex = new Codex(optionsIn(home, options.codex));
    cleanup.add(() => codex.close());
    const dispose = (): Promise<void> => cleanup.run();
    return { codex, model, home, dispose, [Symbol.asyncDispose]: dispose };
  } catch (error) {
    await cleanup.run().catch(() => {}); // the first error tells more
    throw error;
  }
}

/** An option that is undefined is not given: it must not let the server out of the home. */
function optionsIn({ options }: TestHome, own: CodexOptions = {}): CodexOptions {
  const given = Object.entries(own).filter(([, value]) => value !== undefined);
  return { ...options, ...Object.fromEntries(given), env: { ...options.env, ...own.env } };
}
