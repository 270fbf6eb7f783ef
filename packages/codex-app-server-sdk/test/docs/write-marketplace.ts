import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

const marketplace = {
  name: "local",
  plugins: [
    {
      name: "greeter",
      source: { source: "local", path: "./plugins/greeter" },
      policy: { installation: "AVAILABLE", authentication: "ON_INSTALL" },
      category: "Tools",
    },
  ],
};

const plugin = { name: "greeter", version: "1.0.0", description: "Greets", skills: "./skills/" };

const files: Record<string, string> = {
  ".agents/plugins/marketplace.json": JSON.stringify(marketplace),
  "plugins/greeter/.codex-plugin/plugin.json": JSON.stringify(plugin),
  "plugins/greeter/skills/greet/SKILL.md":
    "---\nname: greet\ndescription: Greets\n---\nSay hello.\n",
};

/** Writes a marketplace with one plugin, which brings one skill. */
export async function writeMarketplace(folder: string): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
}
