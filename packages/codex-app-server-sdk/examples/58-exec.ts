// A program on the server's machine, without a model: fed, read while it runs, and ended.
import { Codex } from "codex-app-server-sdk";

const codex = new Codex();
try {
  const sort = codex.exec(["sort"], { timeoutMs: 10_000 });
  await sort.write("pear\napple\n");
  await sort.end();
  const { exitCode, stdout } = await sort.result();
  console.log(exitCode, stdout.trim().split("\n"));

  const clock = codex.exec(["sh", "-c", "while true; do echo tick; sleep 0.1; done"]);
  for await (const bytes of clock.stdout) {
    console.log(Buffer.from(bytes).toString().trim());
    break;
  }
  await clock.terminate();
  console.log("ended with", (await clock.result()).exitCode);
} finally {
  await codex.close();
}
