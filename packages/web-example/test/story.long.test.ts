import { access, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  createGate,
  customToolCall,
  disconnect,
  functionCall,
  message,
  reasoning,
} from "codex-app-server-sdk/testing";
import { expect, test } from "vitest";
import { ChatPage } from "./support/chat-page.js";
import { describeInChromium, openContext } from "./support/chromium.js";
import { openAnswered, openChat } from "./support/open-chat.js";
import { TestBackend } from "./support/test-backend.js";

const patch = "*** Begin Patch\n*** Add File: note.txt\n+hello\n*** End Patch";
/** Writes until there is a file. What it has written at once, Codex does not tell live. */
const command = "until [ -e go ]; do echo waiting; sleep 0.05; done; echo gone";

describeInChromium("the whole story:", () => {
  test("a turn with all that Codex does, as it does it", async () => {
    const { model, home, origin, url } = await TestBackend.start();
    const ending = createGate();
    model.respond(
      reasoning(["Let me look first."]),
      message("I look around.", { phase: "commentary" }),
      functionCall("exec_command", { cmd: command }),
    );
    model.respond(customToolCall("apply_patch", patch));
    model.respond(message(["It is ", ending, "**done**."], { phase: "final_answer" }));
    const chat = await ChatPage.open(await openContext(), url);
    expect(chat.page.url()).toBe(`${origin}/#/`);

    await chat.send("Look around");
    await chat.sees("I look around.");
    await chat.sees("asks you");
    await chat.says("Codex waits for you");
    const output = chat.conversation.getByRole("group", { name: "Output" });
    expect(await output.count()).toBe(0);

    await chat.approve();
    await output.getByText("waiting").waitFor();
    expect(await output.textContent()).not.toContain("gone");
    await writeFile(join(home.cwd, "go"), "");
    await output.getByText("gone").waitFor();

    await chat.sees("+hello");
    expect(await access(join(home.cwd, "note.txt")).catch(() => "missing")).toBe("missing");
    await chat.approve();
    await chat.sees("It is");
    expect(await readFile(join(home.cwd, "note.txt"), "utf8")).toBe("hello\n");
    expect(await chat.conversation.locator("strong", { hasText: "done" }).count()).toBe(0);
    ending.open();
    await chat.conversation.locator("strong", { hasText: "done" }).waitFor();
    await chat.isIdle();
    await chat.says("Codex says: It is **done**.");

    await chat.conversation.getByText("Reasoning").click();
    await chat.sees("Let me look first.");
  });

  test("several chats, which a reload and another visit find as they were", async () => {
    const { model, home, url } = await TestBackend.start();
    const context = await openContext();
    const chat = await ChatPage.open(context, url);
    model.respond(functionCall("exec_command", { cmd: "touch made; echo I made it" }));
    model.respond(message("It is made."));
    await chat.send("Make a file");
    await chat.approve();
    await chat.sees("It is made.");
    await chat.isIdle();
    expect(await access(join(home.cwd, "made"))).toBeUndefined();

    await chat.leave();
    model.respond(functionCall("exec_command", { cmd: "touch other" }));
    model.respond(message("Then not."));
    await chat.send("Make another one");
    await chat.sees("touch other");
    await chat.decline();
    await chat.sees("Then not.");
    await chat.sees("declined");
    await chat.isIdle();
    expect(await access(join(home.cwd, "other")).catch(() => "missing")).toBe("missing");
    expect(await chat.count("It is made.")).toBe(0);

    await chat.page.getByRole("link", { name: "Make a file" }).click();
    for (const look of ["left and found", "reloaded"]) {
      await chat.sees("It is made.");
      await chat.sees("touch made");
      await chat.sees(/^I made it\s*$/);
      await chat.sees("done");
      expect(await chat.count("Make a file"), look).toBe(1);
      expect(await chat.count("Then not."), look).toBe(0);
      await chat.page.reload();
    }
    model.respond(message("It goes on."));
    await chat.send("Go on");
    await chat.sees("It goes on.");
    expect(JSON.stringify(model.requests.at(-1)?.input)).toContain("Make a file");
  });

  test("a chat that is left in the middle of a turn is not read, and found again", async () => {
    const { model, url } = await TestBackend.start();
    const gate = createGate();
    model.respond(message(["The first half, ", gate, "the second half."]));
    const chat = await ChatPage.open(await openContext(), url);
    const left = chat.page.waitForEvent("requestfailed", (sent) => sent.url().endsWith("/chat"));
    await chat.send("Tell me");
    await chat.sees("The first half,");

    await chat.leave();
    await left;
    await chat.page.getByRole("link", { name: "Tell me" }).getByText("works").waitFor();
    await chat.page.getByRole("link", { name: "Tell me" }).click();
    await chat.sees("The first half,");
    gate.open();

    await chat.sees("The first half, the second half.");
    await chat.isIdle();
    expect(await chat.count("The first half,")).toBe(1);
    expect(await chat.count("Tell me")).toBe(1);
  });

  test("a model that does not answer is waited for, and the page says so", async () => {
    const { model, url } = await TestBackend.start();
    const gate = createGate();
    model.respond(disconnect());
    model.respond(gate, message("Here."));
    const chat = await ChatPage.open(await openContext(), url);

    await chat.send("Are you there?");
    await chat.sees("The model does not answer; Codex tries again");
    gate.open();

    await chat.sees("Here.");
    expect(await chat.count("tries again")).toBe(0);
  });

  test("a turn is stopped", async () => {
    const { model, url } = await TestBackend.start();
    model.respond(message(["I begin", createGate(), "and end."]));
    model.respond(message("Here."));
    const chat = await openChat(url, "Begin", "I begin");

    await chat.stop.click();

    await chat.isIdle();
    await chat.sees("Stopped before it was finished.");
    await chat.send("And now?");
    await chat.sees("Here.");
  });

  test("a page that is reloaded in the middle of a turn finds it again", async () => {
    const { model, url } = await TestBackend.start();
    const gate = createGate();
    model.respond(message(["The first half, ", gate, "the second half."]));
    const chat = await openChat(url, "Tell me", "The first half,");

    await chat.page.reload();
    await chat.sees("The first half,");
    expect(await chat.count("Tell me")).toBe(1);
    gate.open();

    await chat.sees("The first half, the second half.");
    await chat.isIdle();
    expect(await chat.count("The first half,")).toBe(1);
  });

  test("the backend is killed in the middle of a turn, and the chat goes on", async () => {
    const backend = await TestBackend.start();
    const { model } = backend;
    const chat = await openAnswered(backend, "Hello", "Before all that.");
    model.respond(message(["I have begun", createGate(), "and I end."]));
    model.respond(message("Here I am again."));
    await chat.send("Take your time");
    await chat.sees("I have begun");

    await backend.kill();
    await chat.page.getByRole("alert").getByText("does not answer").waitFor();
    await backend.start();

    await chat.page.getByRole("alert").getByText("was restarted").waitFor();
    await chat.isIdle();
    await chat.sees("Stopped before it was finished.");
    expect(await chat.page.getByText("does not answer").count()).toBe(0);
    expect(await chat.count("Take your time")).toBe(1);
    await chat.send("Are you there?");
    await chat.sees("Here I am again.");
    expect(JSON.stringify(model.requests.at(-1)?.input)).toContain("Take your time");
  });

  test("all of it is done with the keyboard alone", async () => {
    const { model, url } = await TestBackend.start();
    model.respond(functionCall("exec_command", { cmd: "touch made" }));
    model.respond(message("Made."));
    const { page } = await ChatPage.open(await openContext(), url);
    const focused = (): Promise<string> =>
      page.evaluate(() => {
        const { activeElement } = document;
        return activeElement?.ariaLabel || activeElement?.textContent || "nothing";
      });
    const tabTo = async (name: RegExp, key = "Tab"): Promise<void> => {
      for (let presses = 0; presses < 20; presses++) {
        await page.keyboard.press(key);
        if (name.test(await focused())) return;
      }
      throw new Error(`${name} can't be reached.`);
    };
    await expect.poll(focused).toBe("Message to Codex");
    await page.keyboard.type("Make it");
    await page.keyboard.press("Shift+Enter");
    await page.keyboard.type("now");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Approve" }).waitFor();

    await tabTo(/^Approve/, "Shift+Tab");
    await page.keyboard.press("Enter");
    await page.getByText("Made.", { exact: true }).waitFor();
    await expect.poll(focused).toBe("Message to Codex");

    await tabTo(/^New chat$/, "Shift+Tab");
    await page.keyboard.press("Enter");
    await page.getByText("What shall Codex do?").waitFor();
    await expect.poll(focused).toBe("Message to Codex");
    await page.getByRole("link", { name: "Make it" }).waitFor();
    await tabTo(/^Make it/, "Shift+Tab");
    await page.keyboard.press("Enter");
    await page.getByText("Made.", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Send" }).waitFor();
  });
});
