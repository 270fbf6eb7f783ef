import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type * as wire from "codex-app-server-sdk/protocol";
import { expect, test } from "vitest";
import { message } from "../../src/testing/index.js";
import { pixel } from "../support/pixel.js";
import { startCodex } from "./start-codex.js";

test("every kind of input reaches the server, and images reach the model", async () => {
  const { codex, model, home } = await startCodex();
  model.respond(message("ok"));
  await writeFile(join(home.cwd, "pixel.png"), Buffer.from(pixel, "base64"));
  const skill = join(home.codexHome, "skills", "greet", "SKILL.md");
  await mkdir(dirname(skill), { recursive: true });
  await writeFile(skill, "---\nname: greet\ndescription: Greets.\n---\nSay hi.\n");
  const input: wire.UserInput[] = [
    { type: "text", text: "Look" },
    { type: "image", url: `data:image/png;base64,${pixel}` },
    { type: "localImage", path: "pixel.png" },
    { type: "skill", name: "greet", path: skill },
    { type: "mention", name: "docs", path: "app://docs" },
  ];

  const { items } = await (await codex.threadStart()).run(input);

  const said = items.find((item) => item.type === "userMessage");
  expect(said?.content.map(({ type }) => type)).toEqual(input.map(({ type }) => type));
  const sent = JSON.stringify(model.requests[0]?.input);
  expect(sent.match(/"input_image"/g)).toHaveLength(2);
  expect(sent).toContain("Say hi.");
});
