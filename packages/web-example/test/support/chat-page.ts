import type { BrowserContext, Locator, Page } from "playwright-core";
import { openPage } from "./chromium.js";

/** A tab with the application in it, as its user sees it. */
export class ChatPage {
  readonly page: Page;
  readonly conversation: Locator;
  readonly field: Locator;
  readonly stop: Locator;

  private constructor(page: Page) {
    this.page = page;
    this.conversation = page.getByRole("group", { name: "Conversation" });
    this.field = page.getByLabel("Message to Codex");
    this.stop = page.getByRole("button", { name: "Stop" });
  }

  static async open(context: BrowserContext, url: string): Promise<ChatPage> {
    return new ChatPage(await openPage(context, url));
  }

  /** Leaves the chat for one that is to begin. */
  async leave(): Promise<void> {
    await this.page.getByRole("link", { name: "New chat" }).click();
    await this.page.getByText("What shall Codex do?").waitFor();
  }

  async send(text: string): Promise<void> {
    await this.field.fill(text);
    await this.field.press("Enter");
  }

  /** Waits until the conversation has this text. */
  async sees(text: string | RegExp): Promise<void> {
    await this.conversation.getByText(text).first().waitFor();
  }

  /** How often the conversation has this text. */
  count(text: string | RegExp): Promise<number> {
    return this.conversation.getByText(text).count();
  }

  async approve(): Promise<void> {
    await this.conversation.getByRole("button", { name: /^Approve/ }).click();
  }

  async decline(): Promise<void> {
    await this.conversation.getByRole("button", { name: /^Decline/ }).click();
  }

  /** Waits until a screen reader is told this. */
  async says(text: string): Promise<void> {
    await this.page.getByRole("status").getByText(text, { exact: true }).waitFor();
  }

  /** Waits until Codex has ended its turn. */
  async isIdle(): Promise<void> {
    await this.page.getByRole("button", { name: "Send" }).waitFor();
  }
}
