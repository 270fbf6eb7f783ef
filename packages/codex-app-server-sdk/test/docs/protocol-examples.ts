import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "vitest";
import { functionCall, message, type TestHome } from "../../src/testing/index.js";
import { countConnections } from "./count-connections.js";
import type { ScriptRun } from "./run-type-script.js";
import { setUp } from "./set-up.js";
import { startRealtimeModel } from "./start-realtime-model.js";
import { writeMarketplace } from "./write-marketplace.js";

/** Runs an example as a user does, and resolves with what it prints. */
type RunExample = (name: string, home: TestHome, run?: ScriptRun) => Promise<string>;

/** The hook writes this file when it runs. */
const hooks = {
  hooks: { UserPromptSubmit: [{ hooks: [{ type: "command", command: "touch hook-ran" }] }] },
};

/** The examples of what the protocol has beside threads and turns, each with its test. */
export const protocolExamples: Record<string, (runExample: RunExample) => Promise<void>> = {
  "50-fs.ts": async (runExample) => {
    const { home } = await setUp();

    expect(await runExample("50-fs.ts", home)).toBe(
      "notes changed: true\nBuy milk.\n[ 'today.txt' ]\n",
    );
    expect(await readdir(home.cwd)).not.toContain("notes");
  },

  "51-fuzzy-search.ts": async (runExample) => {
    const { home } = await setUp();
    await mkdir(join(home.cwd, "src"));
    await writeFile(join(home.cwd, "src", "index.ts"), "");
    await writeFile(join(home.cwd, "notes.txt"), "");

    expect(await runExample("51-fuzzy-search.ts", home)).toBe("src/index.ts true\n");
  },

  "52-hooks.ts": async (runExample) => {
    const { home, model } = await setUp();
    await writeFile(join(home.codexHome, "hooks.json"), JSON.stringify(hooks));

    const output = await runExample("52-hooks.ts", home);

    expect(output).toBe("userPromptSubmit: does not run before you trust it (/hooks in codex)\n");
    // It is right: a turn does not set it off.
    model.respond(message("Hello."));
    await runExample("01-quickstart.ts", home);
    expect(await readdir(home.cwd)).not.toContain("hook-ran");
  },

  "53-plugins.ts": async (runExample) => {
    const { home } = await setUp();
    await writeMarketplace(join(home.cwd, "marketplace"));

    const output = await runExample("53-plugins.ts", home);

    expect(output).toBe("greeter@local [ 'greeter:greet' ]\n");
  },

  "54-memory.ts": async (runExample) => {
    const { home, model } = await setUp();
    model.respond(message("I won't."));

    expect(await runExample("54-memory.ts", home)).toBe("threads that are remembered: 0\n");
  },

  "55-realtime.ts": async (runExample) => {
    const url = await startRealtimeModel("Hello.");
    const { home } = await setUp(`experimental_realtime_ws_base_url = "${url}"\n`);

    expect(await runExample("55-realtime.ts", home)).toBe("assistant: Hello.\n");
  },

  "56-environments.ts": async (runExample) => {
    const { home, model } = await setUp();
    model.respond(functionCall("exec_command", { cmd: "echo $PLACE" }, { callId: "there" }));
    model.respond(message("Over there."));

    expect(await runExample("56-environments.ts", home)).toBe("ready\nover there\n");
    expect(model.requests[1]?.toolOutput("there")).toContain("over there");
  },

  "57-feedback.ts": async (runExample) => {
    // Looking for plugins is the server's own reason to leave this machine.
    const { home, model } = await setUp("features.plugins = false\n");
    model.respond(message("Goodbye."));
    const outside = await countConnections();

    const output = await runExample("57-feedback.ts", home, { env: outside.env });

    const archive = await readFile(output.trim());
    expect(archive.subarray(0, 2).toString()).toBe("PK"); // a ZIP file
    expect(outside.count()).toBe(0);
  },

  "58-exec.ts": async (runExample) => {
    const { home } = await setUp();

    expect(await runExample("58-exec.ts", home)).toBe(
      "0 [ 'apple', 'pear' ]\ntick\nended with 137\n",
    );
  },
};
