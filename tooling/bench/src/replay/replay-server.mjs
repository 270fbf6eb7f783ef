#!/usr/bin/env node
// An app-server that says what stands in a file, REPLAY_FILE, when it is asked for the loaded
// threads. The file is written by `cat`, so that the writing does not slow the reading down.

import { spawn } from "node:child_process";

const initialized = {
  userAgent: "replay-server",
  codexHome: "/recorded/codex-home",
  platformFamily: "unix",
  platformOs: "linux",
};

function answer(id, result) {
  process.stdout.write(`${JSON.stringify({ id, result })}\n`);
}

function receive({ id, method }) {
  if (method === "initialize") answer(id, initialized);
  if (method !== "thread/loaded/list") return;
  answer(id, { data: [], nextCursor: null });
  spawn("cat", [process.env.REPLAY_FILE], { stdio: ["ignore", "inherit", "inherit"] });
}

let rest = "";
process.stdin.setEncoding("utf8").on("data", (chunk) => {
  const lines = (rest + chunk).split("\n");
  rest = lines.pop() ?? "";
  for (const line of lines) receive(JSON.parse(line));
});
