import type { Stage } from "./stage.js";

/** Runs commands that end, fail, read input, and get killed. */
export async function useProcesses({ server, cwd, experimental }: Stage): Promise<void> {
  await server.request("command/exec", {
    command: ["sh", "-c", "echo out; echo err >&2; exit 3"],
    cwd,
  });
  await server.request("command/exec", { command: ["no-such-program"], cwd });
  const running = server.request("command/exec", {
    command: ["cat"],
    processId: "cat-1",
    streamStdin: true,
    streamStdoutStderr: true,
    cwd,
  });
  const deltaBase64 = Buffer.from("line\n").toString("base64");
  await server.request("command/exec/write", { processId: "cat-1", deltaBase64, closeStdin: true });
  await running;
  await server.request("command/exec/terminate", { processId: "cat-1" });
  if (!experimental) return;
  const exited = server.notified("process/exited");
  await server.request("process/spawn", {
    command: ["cat"],
    processHandle: "cat-2",
    cwd,
    streamStdin: true,
    streamStdoutStderr: true,
  });
  await server.request("process/writeStdin", { processHandle: "cat-2", deltaBase64 });
  await server.request("process/kill", { processHandle: "cat-2" });
  await exited;
}
