import { join } from "node:path";
import { bundledCodexPath } from "openai-codex-cli-bin";
import { Codex } from "../../src/index.js";
import { createTestHome, MockResponsesServer, type TestHome } from "../../src/testing/index.js";
import { StdioTransport } from "../../src/transport/stdio-transport.js";
import { createReportingCommand } from "../support/reporting-command.js";
import { RealModel } from "./real-model.js";
import { User } from "./user.js";

/** A command that the model has run, and the call whose turn that was. */
export interface RunCommand {
  /** Where it reports its process id. */
  readonly file: string;
  readonly caller: string;
}

/** Somebody who uses a client of the real server, with a stand-in for its model. */
export class RealUser extends User {
  readonly codex: Codex;
  readonly model: RealModel;
  readonly commands: RunCommand[] = [];
  readonly #http: MockResponsesServer;
  readonly #home: TestHome;

  private constructor(http: MockResponsesServer, home: TestHome) {
    super();
    this.#http = http;
    this.#home = home;
    this.model = new RealModel((caller) => this.#command(caller));
    http.respondWith((request) => this.model.answer(request));
    const transport = new StdioTransport({
      command: process.env.CODEX_PATH ?? bundledCodexPath(),
      // The commands write a file, and nobody is asked for them.
      args: [
        "app-server",
        "-c",
        'sandbox_mode="danger-full-access"',
        "-c",
        'approval_policy="never"',
      ],
      cwd: home.cwd,
      env: home.env,
      maxMessageBytes: 0,
      closeMs: 5_000,
    });
    const timeouts = { requestMs: 15_000 };
    this.codex = new Codex({ transport, timeouts, logger: this.logger });
  }

  /** Has started a thread already. */
  static async start(): Promise<RealUser> {
    const http = await MockResponsesServer.start();
    const user = new RealUser(http, await createTestHome({ responses: http }));
    const thread = await user.codex.threadStart();
    user.opened.add(thread.id);
    user.views.push(thread);
    return user;
  }

  override get threads(): { id: string; isArchived: boolean }[] {
    return [...this.opened].map((id) => ({ id, isArchived: false }));
  }

  /** The server has read all that was sent before, and what it answered has been read. */
  override async settle(): Promise<void> {
    await this.codex.request("thread/loaded/list", {}).catch(() => {});
  }

  /** Ends everything that was started for it. */
  async dispose(): Promise<void> {
    this.model.goOn();
    await this.codex.close();
    await this.#http.close();
    await this.#home.dispose();
  }

  #command(caller: string): string {
    const file = join(this.#home.root, `command-${this.commands.length}`);
    this.commands.push({ file, caller });
    return createReportingCommand(file).cmd;
  }
}
