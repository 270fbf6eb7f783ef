import { expect, test } from "vitest";
import { startCodex } from "./start-codex.js";

test.runIf(process.platform !== "win32")(
  "a program of codex.exec runs longer than the 10 seconds that the server allows by itself",
  async () => {
    const { codex } = await startCodex();

    const { exitCode, stdout } = await codex.exec(["/bin/sh", "-c", "sleep 11; echo end"]).result();

    expect([exitCode, stdout]).toEqual([0, "end\n"]);
  },
);
