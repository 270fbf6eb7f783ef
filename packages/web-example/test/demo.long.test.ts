import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { ChatPage } from "./support/chat-page.js";
import { describeInChromium, openContext } from "./support/chromium.js";
import { TestBackend } from "./support/test-backend.js";

/** `SCREENSHOTS=1` takes those of the README anew; pngquant and optipng make them small. */
const screenshots = fileURLToPath(new URL("../screenshots", import.meta.url));

async function take(chat: ChatPage, name: string): Promise<void> {
  if (process.env.SCREENSHOTS) {
    await chat.page.screenshot({ path: join(screenshots, `${name}.png`) });
  }
}

describeInChromium("the stand-in for the model", () => {
  test("is asked by one click, mends the demo's fault, and leaves nothing behind", async () => {
    const backend = await TestBackend.startDemo();
    const context = await openContext({ viewport: { width: 1200, height: 800 } });
    const chat = await ChatPage.open(context, backend.url);

    await chat.page.getByRole("button", { name: "What can you do?" }).click();
    await chat.sees("I am a stand-in for the model");
    await chat.isIdle();
    await chat.leave();
    await chat.page.getByRole("button", { name: "Run the checks" }).click();
    await chat.approve();
    await chat.sees("2 failed");
    await chat.sees("prices.mjs");
    await chat.page.getByRole("link", { name: "What can you do?" }).waitFor();
    await chat.page.getByRole("link", { name: "Run the checks" }).getByText("asks you").waitFor();
    await take(chat, "wide-light");
    await chat.approve();
    await chat.sees("done");
    await chat.approve();
    await chat.sees("all good");
    await chat.sees("The checks pass now.");
    await chat.isIdle();
    await chat.page.emulateMedia({ colorScheme: "dark" });
    await chat.page.setViewportSize({ width: 360, height: 740 });
    await take(chat, "narrow-dark");

    expect(await backend.end()).toBe(0);
    const left = await readdir(backend.home.env.TMPDIR ?? "");
    expect(left.filter((name) => name.startsWith("codex-test-"))).toEqual([]);
  });
});
