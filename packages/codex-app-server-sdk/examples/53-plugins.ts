// Installs a plugin from a marketplace in a folder, and shows the skills that it brings.
import { Codex } from "codex-app-server-sdk";

const [, , source = "./marketplace"] = process.argv;
const codex = new Codex();
try {
  const { marketplaceName } = await codex.request("marketplace/add", { source });
  const { marketplaces } = await codex.request("plugin/list", {});
  const marketplace = marketplaces.find(({ name }) => name === marketplaceName);
  for (const { id, name } of marketplace?.plugins ?? []) {
    const marketplacePath = marketplace?.path ?? null;
    await codex.request("plugin/install", { marketplacePath, pluginName: name });
    const { data } = await codex.skills.list({ forceReload: true });
    const skills = data.flatMap((entry) => entry.skills).filter(({ pluginId }) => pluginId === id);
    console.log(
      id,
      skills.map((skill) => skill.name),
    );
    await codex.request("plugin/uninstall", { pluginId: id });
  }
} finally {
  await codex.close();
}
