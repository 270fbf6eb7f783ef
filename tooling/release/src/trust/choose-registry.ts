import { builtInRegistry, type NpmOptions } from "../download/read-npm-options.js";
import { parseRegistryAddress } from "../parse-registry-address.js";
import { ToolError } from "../tool-error.js";

/** The registry that a pin trusts. */
export interface PinRegistry {
  /** Its address; ends in a slash. */
  url: string;
  /** How output, lock and evidence call it: its address, or `default` for npm's own. */
  name: string;
  /** Options for npm's fetchers that reach this registry and no other. */
  npmOptions: NpmOptions;
}

const scope = "@openai:registry";

/**
 * The registry to pin from: the one of the command line, otherwise the one that npm has built in.
 * Whatever npm's configuration names would silently become what every release trusts, so another
 * one in it is refused, and so is a connection whose certificate is not checked.
 */
export function chooseRegistry(given: string | undefined, configured: NpmOptions): PinRegistry {
  if (configured.strictSSL === false) throw unchecked();
  const url = given === undefined ? useBuiltIn(configured) : parseRegistryAddress(given);
  const name = url === builtInRegistry ? "default" : url;
  return { url, name, npmOptions: { ...configured, registry: url, [scope]: url } };
}

function useBuiltIn(configured: NpmOptions): string {
  const named = [configured[scope], configured.registry].find((value) => value !== undefined);
  const other = withSlash(String(named ?? builtInRegistry));
  if (other === builtInRegistry) return builtInRegistry;
  throw new ToolError(
    "usage",
    `npm's configuration names the registry ${other}. Every release will trust what is pinned, so ` +
      "say which one to trust:\n" +
      `  --registry ${builtInRegistry}   the one that npm has built in\n` +
      `  --registry ${other}   the configured one; the lock will name it`,
  );
}

function withSlash(address: string): string {
  return address.endsWith("/") ? address : `${address}/`;
}

function unchecked(): ToolError {
  return new ToolError(
    "usage",
    "npm's configuration has strict-ssl=false: nobody would know who answers. Remove it; for a " +
      "registry with a certificate of its own, set cafile",
  );
}
