// A support bot: the model has the tools of the shop, and no shell.
import { createInterface } from "node:readline";
import { Codex, type Thread, tool } from "codex-app-server-sdk";
import { z } from "zod";

const orders = new Map([["A1", { item: "a lamp", state: "sent", cents: 4_900 }]]);
const input = z.object({ order: z.string() });

const findOrder = tool({
  name: "find_order",
  description: "Finds an order by its number.",
  input,
  run: ({ order }) => orders.get(order) ?? "There is no such order.",
});

const refund = tool({
  name: "refund",
  description: "Pays the whole price of an order back, once.",
  input,
  run: ({ order }) => {
    const found = orders.get(order);
    // The model is told, and can tell the customer.
    if (!found) throw new Error("There is no such order.");
    if (found.state === "refunded") throw new Error("It has been paid back already.");
    found.state = "refunded";
    return `${found.cents / 100} euros are on their way.`;
  },
});

const codex = new Codex();
try {
  const thread = await codex.threadStart({
    tools: [findOrder, refund],
    baseInstructions: "You answer customers of a shop, in one or two sentences.",
    sandbox: "read-only",
    approvalMode: "deny-all",
    // A customer's words must not make it read the machine's files.
    config: { "features.shell_tool": false, web_search: "disabled" },
  });
  await chat(thread);
} finally {
  await codex.close();
}

async function chat(thread: Thread): Promise<void> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  terminal.prompt();
  for await (const line of terminal) {
    if (line.trim() !== "") console.log((await thread.run(line)).finalResponse);
    terminal.prompt();
  }
}
