import { existsSync } from "node:fs";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished } from "vitest";

const places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const executablePath = places.find((path) => existsSync(path));

/** It stays on this machine, keeps nothing, and needs no display. */
const args = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

let browser: Browser | undefined;

/**
 * Tests in a real browser. Where there is none they are skipped, and their names say how to get
 * one.
 */
export function describeInChromium(what: string, tests: () => void): void {
  const missing = " in Chromium, which is not installed: sudo apt-get install -y chromium";
  const name = `${what}${executablePath ? "" : missing}`;
  describe.skipIf(executablePath === undefined)(name, () => {
    beforeAll(async () => {
      browser = await chromium.launch({ executablePath: executablePath ?? "", args });
    });
    afterAll(async () => {
      await browser?.close();
    });
    tests();
  });
}

/** A browser of its own, as far as pages can tell. It ends with the test. */
export async function openContext(
  options: Parameters<Browser["newContext"]>[0] = {},
): Promise<BrowserContext> {
  if (browser === undefined) throw new Error("No browser runs.");
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  context.setDefaultTimeout(20_000);
  onTestFinished(() => context.close());
  return context;
}

/** Opens a page, of which the test fails when the browser complains of it. */
export async function openPage(context: BrowserContext, url: string): Promise<Page> {
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => void complaints.push(String(error)));
  page.on("console", (said) => {
    const isRefusal = /Failed to load resource/.test(said.text());
    if (said.type() === "error" && !isRefusal) complaints.push(said.text());
  });
  onTestFinished(() => expect(complaints).toEqual([]));
  await page.goto(url);
  return page;
}
