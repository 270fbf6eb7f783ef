import type { Stage } from "./stage.js";

/** Sends the requests that concern no thread. */
export async function askGlobally(stage: Stage): Promise<void> {
  await askAboutModels(stage);
  await askAboutAccount(stage);
  await useConfiguration(stage);
  await useSkills(stage);
  await askAboutFeatures(stage);
}

async function askAboutModels({ server }: Stage): Promise<void> {
  await server.request("server/diagnostics", {});
  await server.request("model/list", {});
  await server.request("model/list", { includeHidden: true, limit: 2 });
  await server.request("modelProvider/list", {});
  await server.request("modelProvider/capabilities/read", {});
}

async function askAboutAccount({ server }: Stage): Promise<void> {
  await server.request("account/read", {});
  await server.request("account/rateLimits/read");
  await server.request("account/usage/read");
  await server.request("account/gatewayOAuth/read");
}

/** Reads and writes settings; the last value is of a type that the server refuses. */
async function useConfiguration({ server, cwd }: Stage): Promise<void> {
  await server.request("config/read", { includeLayers: true, cwd });
  await server.request("configRequirements/read");
  await server.request("config/value/write", {
    keyPath: "model_verbosity",
    value: "low",
    mergeStrategy: "replace",
  });
  await server.request("config/batchWrite", {
    edits: [{ keyPath: "model_verbosity", value: "medium", mergeStrategy: "upsert" }],
  });
  await server.request("config/value/write", {
    keyPath: "model",
    value: 5,
    mergeStrategy: "replace",
  });
  await server.request("config/mcpServer/reload");
}

async function useSkills({ server, cwd }: Stage): Promise<void> {
  await server.request("skills/list", { cwds: [cwd], forceReload: true });
  await server.request("skills/config/write", { name: "none", enabled: false });
  await server.request("skills/extraRoots/set", { extraRoots: [cwd] });
  await server.request("hooks/list", { cwds: [cwd] });
}

/** Asks for features and stored data; last comes a method that the server does not have. */
async function askAboutFeatures({ server, cwd }: Stage): Promise<void> {
  await server.request("mcpServerStatus/list", {});
  await server.request("experimentalFeature/list", {});
  await server.request("experimentalFeature/enablement/set", { enablement: {} });
  await server.request("collaborationMode/list", {});
  await server.request("permissionProfile/list", { cwd });
  await server.request("windowsSandbox/readiness");
  await server.request("remoteControl/status/read");
  await server.request("userVerification/status", {});
  await server.request("memory/status", {});
  await server.request("memory/reset");
  await server.request("mock/experimentalMethod", { value: "x" });
  await server.request("thread/realtime/listVoices", {});
  await server.request("externalAgentConfig/detect", { cwds: [cwd] });
  await server.request("externalAgentConfig/import/readHistories");
  await server.request("accountSession/list", {});
  await server.request("no/such/method", {});
}
