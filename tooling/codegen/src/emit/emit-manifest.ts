import { createHash } from "node:crypto";
import type { CodexOutput, ProtocolOutput } from "../ask/run-codex.js";
import type { Overrides } from "../overrides.js";
import type { Protocol } from "../read/read-protocol.js";

/**
 * Lists what the generated files were made from, so that changes show without reading the files.
 */
export function emitManifest(
  output: CodexOutput,
  protocol: Protocol,
  overrides: Overrides,
): string {
  const { optionComments: _prose, ...listed } = overrides;
  const manifest = {
    codexVersion: output.version,
    sha256: {
      experimental: digestsOf(output.experimental),
      stable: digestsOf(output.stable),
    },
    counts: countsOf(protocol),
    overrides: listed,
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

function digestsOf({ schema, declarations }: ProtocolOutput): Record<string, string> {
  const files = [...declarations].flat();
  return { jsonSchema: sha256(schema), typescript: sha256(files.join("\0")) };
}

function countsOf({ definitions, methods }: Protocol): Record<string, number> {
  const isStable = ({ experimental }: { experimental?: boolean }): boolean => !experimental;
  return {
    clientRequests: methods.clientRequests.length,
    stableClientRequests: methods.clientRequests.filter(isStable).length,
    serverRequests: methods.serverRequests.length,
    stableServerRequests: methods.serverRequests.filter(isStable).length,
    serverNotifications: methods.serverNotifications.length,
    clientNotifications: methods.clientNotifications.length,
    types: definitions.size,
  };
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
