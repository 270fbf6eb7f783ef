import { ToolError } from "../tool-error.js";

/**
 * The registry a command line names, ending in a slash. Credentials do not belong in it, and only
 * this machine's own may be reached without TLS.
 */
export function parseRegistryAddress(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol !== "https:" && url?.protocol !== "http:") {
    throw unusableAddress(text, "name it in full, as https://host/");
  }
  if (url.username || url.password) {
    throw unusableAddress(
      url.host,
      "credentials belong in npm's configuration, not on a command line",
    );
  }
  if (url.search || url.hash) {
    throw unusableAddress(text, "an address has no query and no fragment");
  }
  if (url.protocol === "http:" && !isLoopback(url.href)) {
    throw unusableAddress(text, "only a registry on this machine may be reached without TLS");
  }
  return url.href.endsWith("/") ? url.href : `${url.href}/`;
}

/**
 * Whether an address can only be this machine's: a literal one, since names mean what a resolver
 * says.
 */
export function isLoopback(address: string): boolean {
  const { hostname, protocol } = new URL(address);
  return protocol === "http:" && (/^127(?:\.\d+){3}$/.test(hostname) || hostname === "[::1]");
}

function unusableAddress(registry: string, reason: string): ToolError {
  return new ToolError("usage", `--registry ${registry} is not usable: ${reason}`);
}
