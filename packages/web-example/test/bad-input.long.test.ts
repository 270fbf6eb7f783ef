import { access } from "node:fs/promises";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import {
  createGate,
  customToolCall,
  functionCall,
  message,
  reasoning,
} from "codex-app-server-sdk/testing";
import type { Page } from "playwright-core";
import { expect, onTestFinished, test } from "vitest";
import { ChatPage } from "./support/chat-page.js";
import { describeInChromium, openContext } from "./support/chromium.js";
import { CuttableLine } from "./support/cuttable-line.js";
import { openAnswered, openBeside, openChat } from "./support/open-chat.js";
import { TestBackend } from "./support/test-backend.js";

const touch = functionCall("exec_command", { cmd: "touch made" });

/** What the backend says to a request of this page, with the page's token. */
function ask(page: Page, path: string, method: string, body?: string): Promise<[number, string]> {
  return page.evaluate(
    async (given) => {
      const headers = { authorization: `Bearer ${localStorage.getItem("codex-token")}` };
      const [target, how, text] = given;
      const response = await fetch(target, { method: how, headers, ...(text && { body: text }) });
      return [response.status, await response.text()] satisfies [number, string];
    },
    [path, method, body] as const,
  );
}

describeInChromium("several pages at a time:", () => {
  test("a tab is closed in the middle of a turn, and the turn goes on", async () => {
    const { model, home, url } = await TestBackend.start();
    const gate = createGate();
    model.respond(message(["I begin, ", gate, "then I make it."]), touch);
    model.respond(message("Made."));
    const { page } = await openChat(url, "Make it", "I begin,");
    const address = page.url();

    await page.close();
    gate.open();
    const other = await ChatPage.open(page.context(), address);
    await other.sees("I begin, then I make it.");
    await other.approve();
    await other.sees("Made.");

    expect(await access(join(home.cwd, "made"))).toBeUndefined();
    expect(await other.count("I begin,")).toBe(1);
  });

  test("two tabs have one chat, and each sees what the other does", async () => {
    const backend = await TestBackend.start();
    const { model } = backend;
    const one = await openAnswered(backend, "Hi", "Hello.");
    const two = await openBeside(one, "Hello.");
    model.respond(message("I make it."), touch);
    model.respond(message("Made."));

    await one.send("Make it");
    await two.sees("I make it.");
    await two.sees("Make it");
    await two.approve();

    for (const tab of [one, two]) {
      await tab.sees("Made.");
      await tab.isIdle();
      for (const text of ["Hello.", "Make it", "I make it.", "Made."]) {
        expect(await tab.conversation.getByText(text, { exact: true }).count(), text).toBe(1);
      }
    }
    model.respond(message("To both."));
    await two.send("And you?");
    await one.sees("To both.");
    await one.sees("And you?");
  });

  test("two tabs send at the same moment: the second is told, and keeps its text", async () => {
    const backend = await TestBackend.start();
    const one = await openAnswered(backend, "Hi", "Hello.");
    const two = await openBeside(one, "Hello.");
    const gate = createGate();
    backend.model.respond(message(["I am ", gate, "at work."]));
    await two.page.route("**/api/chat", async (route) => {
      await one.send("Work");
      await one.sees("I am");
      await route.continue();
    });

    await two.send("And me");

    await two.page.getByRole("alert").getByText("turn").waitFor();
    await two.sees("I am");
    expect(await two.field.inputValue()).toBe("And me");
    expect(await two.count("And me")).toBe(0);
    gate.open();
    await two.sees("I am at work.");
    await two.isIdle();
  });

  test("a chat that is opened while nothing answers is read as soon as something does", async () => {
    const backend = await TestBackend.start();
    const chat = await openAnswered(backend, "Hi", "Hello.");
    const context = chat.page.context();
    await chat.leave();
    await chat.page.getByRole("link", { name: "Hi" }).waitFor();
    const trouble = chat.page.getByRole("alert").getByText("does not answer");
    await backend.kill(); // The next one knows nothing of what the chat did last.
    await trouble.waitFor();
    await backend.start();
    await trouble.waitFor({ state: "detached" });
    await context.setOffline(true);
    await trouble.waitFor();

    await chat.page.getByRole("link", { name: "Hi" }).click();
    await chat.page.getByRole("heading", { name: "Hi" }).waitFor();
    await context.setOffline(false);

    await chat.sees("Hello.");
    expect(await chat.page.getByRole("alert").count()).toBe(0);
  });

  test("a line is cut again and again, and the page reads one stream at a time", async () => {
    const { model, origin, token } = await TestBackend.start();
    const line = await CuttableLine.to(origin);
    const gate = createGate();
    model.respond(message(["The first half, ", gate, "the second half."]));
    const context = await openContext();
    const chat = await ChatPage.open(context, `${line.origin}/#token=${token}`);
    const open = new Set<object>();
    let attached = 0;
    let most = 0;
    chat.page.on("request", (sent) => {
      if (!/\/stream$|\/api\/chat$/.test(sent.url())) return;
      open.add(sent);
      attached++;
      most = Math.max(most, open.size);
    });
    chat.page.on("requestfailed", (sent) => void open.delete(sent));
    chat.page.on("requestfinished", (sent) => void open.delete(sent));
    await chat.send("Tell me");
    await chat.sees("The first half,");
    await chat.page.getByRole("link", { name: "Tell me" }).waitFor();

    for (let time = 1; time <= 3; time++) {
      line.cut();
      await expect.poll(() => open.size).toBe(0);
      await chat.page.evaluate(() => {
        for (let look = 0; look < 5; look++) document.dispatchEvent(new Event("visibilitychange"));
      });
      await expect.poll(() => attached, { timeout: 10_000 }).toBeGreaterThan(time);
      await chat.sees("The first half,");
    }
    gate.open();

    await chat.sees("The first half, the second half.");
    await chat.isIdle();
    expect(await chat.count("The first half,")).toBe(1);
    expect(await chat.count("Tell me")).toBe(1);
    expect(most).toBe(1);
  });

  test("an approval is answered in two tabs: the first counts, the second is told", async () => {
    const { model, home, url } = await TestBackend.start();
    model.respond(touch);
    model.respond(message("Then not."));
    const one = await openChat(url, "Make it", "asks you");
    const two = await openBeside(one, "asks you");
    await two.page.route("**/approvals/**", async (route) => {
      await one.decline();
      await one.sees("Then not.");
      await route.continue();
    });

    await two.approve();

    await two.page.getByRole("alert").getByText("answered before").waitFor();
    await two.sees("declined");
    await two.sees("Then not.");
    expect(await access(join(home.cwd, "made")).catch(() => "missing")).toBe("missing");
  });

  test("an approval is answered after its turn, and nothing happens", async () => {
    const { model, home, url } = await TestBackend.start();
    model.respond(touch);
    const one = await openChat(url, "Make it", "asks you");
    const two = await openBeside(one, "asks you");
    await two.page.route("**/approvals/**", async (route) => {
      await one.stop.click();
      await one.sees("Stopped before it was finished.");
      await route.continue();
    });

    await two.approve();

    await two.page.getByRole("alert").getByText("the turn is over").waitFor();
    await two.sees("Stopped before it was finished.");
    expect(await access(join(home.cwd, "made")).catch(() => "missing")).toBe("missing");
  });
});

describeInChromium("what should not be:", () => {
  test("a chat that does not exist", async () => {
    const { origin, url } = await TestBackend.start();
    const chat = await ChatPage.open(await openContext(), url);
    const { page } = chat;
    for (const id of [
      "0199ffff-0000-7000-8000-000000000000",
      "nonsense",
      "../chats",
      "%00",
      "a/b",
    ]) {
      await page.goto(`${origin}/#/${id}`);
      await page.getByText("There is no such chat").waitFor();
      const path = `/api/chats/${encodeURIComponent(id)}`;
      const [status] = await ask(page, path, "GET");
      expect([400, 404], id).toContain(status);
      await chat.leave();
    }
    await page.goto(`${origin}/#/nonsense`);
    await page.getByRole("link", { name: "Begin another one" }).click();
    await page.getByText("What shall Codex do?").waitFor();
  });

  test("a body of 50 MB, and a message that is too long", async () => {
    const { model, url } = await TestBackend.start();
    const chat = await ChatPage.open(await openContext(), url);
    const { page } = chat;
    const answers = await page.evaluate(async () => {
      const headers = { authorization: `Bearer ${localStorage.getItem("codex-token")}` };
      const send = async (path: string, size: number): Promise<string> => {
        const body = "x".repeat(size);
        const response = await fetch(path, { method: "POST", headers, body });
        return `${response.status} ${await response.text()}`;
      };
      return [
        await send("/api/chat", 50_000_000),
        await send("/api/chats", 1_000_001),
        await send("/nowhere", 1_000_001),
      ];
    });
    expect(answers).toEqual(Array(3).fill("413 Too long: a message has at most 1 MB."));

    const long = "\\".repeat(510_000); // twice as long in JSON
    model.respond(message("Hello."));
    await chat.send("Hi");
    await chat.sees("Hello.");
    await chat.isIdle();
    await chat.send(long);
    await page.getByRole("alert").getByText("Too long").waitFor();
    expect(await chat.field.inputValue()).toHaveLength(long.length);

    model.respond(message("Still here."));
    await chat.send("Shorter");
    await chat.sees("Still here.");
    expect(await page.getByText("Too long").count()).toBe(0);
  });

  test("markup in all that the model says is text", async () => {
    const { model, url } = await TestBackend.start();
    const script = `window.ran=1`;
    const tag = `<img src=x onerror="${script}"><script>${script}</script><svg onload="${script}">`;
    const markdown = `${tag}

[press](javascript:${script}) <a href="javascript:${script}">here</a> ![see](https://example.org/x.png)

- <iframe srcdoc="<script>parent.ran = 1</script>"></iframe>

| ${tag} |
|---|
| \`${tag}\` |

\`\`\`html
${tag}
\`\`\``;
    model.respond(
      reasoning([markdown]),
      message(markdown, { phase: "commentary" }),
      functionCall("exec_command", { cmd: `printf '%s' '${tag}'` }),
    );
    const patch = `*** Begin Patch\n*** Add File: <b>note<b>.txt\n+${tag}\n*** End Patch`;
    model.respond(customToolCall("apply_patch", patch));
    model.respond(message(markdown));
    const chat = await openChat(url, tag, "asks you");
    await chat.approve();
    await chat.sees(/^<b>note<b>.txt$/);
    await chat.approve();
    await chat.isIdle();
    await chat.conversation.getByText("Reasoning").click();

    expect(await chat.count("<img src=x onerror")).toBeGreaterThan(8);
    const { page, conversation } = chat;
    expect(await conversation.locator("img, script, svg, iframe, b").count()).toBe(0);
    expect(await page.locator("nav").locator("script, svg, iframe, b").count()).toBe(0);
    for (const link of await conversation.getByText("press").all()) await link.click();
    expect(await page.locator('[href^="javascript" i], [onerror], [onload]').count()).toBe(0);
    expect(await page.evaluate(() => "ran" in window)).toBe(false);
    expect(page.context().pages()).toHaveLength(1);
  });

  test("a page of another origin, another name for this machine, and no token", async () => {
    const { model, origin, token, url } = await TestBackend.start();
    const elsewhere = createServer((_, response) => response.end("<title>elsewhere</title>"));
    await new Promise<void>((resolve) => elsewhere.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void elsewhere.close());
    const { port } = elsewhere.address() as AddressInfo;
    const context = await openContext();
    const mine = await ChatPage.open(context, url);
    await mine.isIdle();
    const page = await context.newPage();
    await page.goto(`http://127.0.0.1:${port}`);

    const reached = await page.evaluate(
      async ([target, bearer]) => {
        const headers = { authorization: `Bearer ${bearer}` };
        const tries: RequestInit[] = [
          { method: "POST", mode: "no-cors", body: "{}" },
          { method: "POST", headers },
          { headers },
        ];
        const answers = tries.map((init) =>
          fetch(`${target}/api/chats`, init).then(({ type }) => type, String),
        );
        const frame = document.createElement("iframe");
        frame.src = target;
        const shown = new Promise((resolve) => frame.addEventListener("load", resolve));
        document.body.append(frame);
        await shown;
        return [...(await Promise.all(answers)), String(frame.contentDocument)];
      },
      [origin, token] as const,
    );
    const refused = "TypeError: Failed to fetch";
    expect(reached).toEqual([refused, refused, refused, "null"]);
    await expect.poll(() => page.frames().at(-1)?.url()).toBe("chrome-error://chromewebdata/");

    const bearer = { authorization: `Bearer ${token}` };
    const tries: Record<string, string>[] = [
      { host: "rebound.example:80", ...bearer },
      { origin: `http://127.0.0.1:${port}`, ...bearer },
      { origin: "null", ...bearer },
      { authorization: `Bearer ${token}x` },
      {},
    ];
    const statuses = tries.map((headers) => statusOf(`${origin}/api/chats`, headers));
    expect(await Promise.all(statuses)).toEqual([403, 403, 403, 401, 401]);
    expect(await statusOf(`${origin}/`, { host: "rebound.example" })).toBe(403);
    expect(await statusOf(`${origin}/api/chats`, bearer)).toBe(200);
    expect(await ask(mine.page, "/api/chats", "GET")).toMatchObject([
      200,
      expect.stringContaining('"chats":[]'),
    ]);
    expect(model.requests).toEqual([]);
  });
});

function statusOf(url: string, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    sent.on("error", reject).end();
  });
}
