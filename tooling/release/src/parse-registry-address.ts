import { ToolError } from "./tool-error.js";

/**
 * Validates the registry's URL from the command line and adds a final slash. It must not contain
 * credentials, and must use TLS unless the registry is on this machine.
 */
export function parseRegistryAddress(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol !== "https:" && url?.protocol !== "http:") {
    throw unusableAddress(text, "give the full URL, such as https://host/");
  }
  if (url.username || url.password) {
    throw unusableAddress(
      url.host,
      "credentials belong in npm's configuration, not on a command line",
    );
  }
  if (url.search || url.hash) {
    throw unusableAddress(text, "remove the query and the fragment");
  }
  if (url.protocol === "http:" && !isLoopback(url.href)) {
    throw unusableAddress(text, "only a registry on this machine may be reached without TLS");
  }
  return url.href.endsWith("/") ? url.href : `${url.href}/`;
}

/**
 * Whether a URL has a literal loopback address. Host names don't count, since DNS decides where
 * they lead.
 */
export function isLoopback(address: string): boolean {
  const { hostname, protocol } = new URL(address);
  return protocol === "http:" && (/^127(?:\.\d+){3}$/.test(hostname) || hostname === "[::1]");
}

function unusableAddress(registry: string, reason: string): ToolError {
  return new ToolError("usage", `--registry ${registry} is not usable: ${reason}`);
}
