import { customToolCall, functionCall, message, reasoning } from "codex-app-server-sdk/testing";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { ChatPage } from "./support/chat-page.js";
import { describeInChromium, openContext } from "./support/chromium.js";
import { findViolations } from "./support/find-violations.js";
import { TestBackend } from "./support/test-backend.js";

const looks = (["light", "dark"] as const).flatMap((colorScheme) =>
  [360, 1440].map((width) => ({ colorScheme, width })),
);

/** Looks at a view as everybody may have it before them. */
async function expectAccessible(page: Page, view: string): Promise<void> {
  for (const { colorScheme, width } of looks) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.setViewportSize({ width, height: 800 });
    const found = await findViolations(page);
    expect(found, `${view}, ${colorScheme}, ${width} px`).toEqual([]);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow, `${view}, ${width} px, sideways`).toBeLessThanOrEqual(0);
  }
}

const answer = `# Done

All **good**, see [the page](https://example.org) and \`note.txt\`:

| a | b |
|---|---|
| 1 | 2 |

\`\`\`
${"a long line of code ".repeat(20)}
\`\`\``;

const patch = "*** Begin Patch\n*** Add File: note.txt\n+hello\n*** End Patch";

describeInChromium("nothing keeps people out, light or dark, at 360 and 1440 pixels", () => {
  test("of what a chat shows", async () => {
    const { model, url, origin } = await TestBackend.start();
    const noise = `for i in $(seq 60); do echo "line $i ${"long ".repeat(40)}"; done; exit 3`;
    model.respond(
      reasoning(["Let me **look**."]),
      message("I look.", { phase: "commentary" }),
      functionCall("exec_command", { cmd: noise }),
    );
    model.respond(customToolCall("apply_patch", patch));
    model.respond(functionCall("exec_command", { cmd: "touch made" }));
    model.respond(message(answer));
    const chat = await ChatPage.open(await openContext(), url);
    await chat.isIdle();
    await expectAccessible(chat.page, "a new chat");

    await chat.send("Do it");
    await chat.sees("asks you");
    await expectAccessible(chat.page, "a command that asks");
    await chat.approve();
    await chat.sees("+hello");
    await expectAccessible(chat.page, "a change that asks");
    await chat.approve();
    await chat.sees("touch made");
    await chat.decline();
    await chat.sees("Done");
    await chat.isIdle();
    await chat.conversation.getByText("Reasoning").click();
    await expectAccessible(chat.page, "a chat that rests");

    await chat.page.goto(`${origin}/#/`);
    await chat.page.getByRole("link", { name: "Do it" }).waitFor();
    await expectAccessible(chat.page, "the list");
  });

  test("of what goes wrong", async () => {
    const backend = await TestBackend.start();
    const { origin, token } = backend;
    const { page } = await ChatPage.open(await openContext(), `${origin}/#token=wrong`);
    await page.getByText("is not let in").waitFor();
    await expectAccessible(page, "a wrong token");

    await page.goto(`${origin}/?again#token=${token}`);
    await page.goto(`${origin}/#/0199ffff-0000-7000-8000-000000000000`);
    await page.getByText("There is no such chat").waitFor();
    await expectAccessible(page, "a chat that is not there");

    await page.goto(`${origin}/#/new`);
    await backend.kill();
    await page.getByText("does not answer").waitFor();
    await expectAccessible(page, "no connection");
  });
});
