import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { useDocumentedChat } from "./documented-page.js";

const read = (path: string): Promise<string> =>
  readFile(fileURLToPath(new URL(path, import.meta.url)), "utf8");

test("the page of docs/web.md is the one that is compiled here", async () => {
  const document = await read("../../codex-app-server-sdk/docs/web.md");
  const shown = /^```tsx\n(.*?)^```$/ms.exec(document)?.[1] ?? "";
  const compiled = await read("documented-page.tsx");

  expect(shown).toContain("useChat");
  expect(useDocumentedChat).toHaveLength(1);
  expect(withoutIndents(compiled)).toContain(withoutIndents(shown));
});

function withoutIndents(code: string): string {
  return code.replaceAll(/^ +/gm, "");
}
