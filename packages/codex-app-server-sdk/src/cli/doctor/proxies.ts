type Environment = Readonly<Record<string, string | undefined>>;

const names = ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"];
const exceptions = ["NO_PROXY", "no_proxy"];

/** The variable that sends plain HTTP through a proxy, if there is one. */
export function proxyVariable(env: Environment): string | undefined {
  return names.find((name) => env[name]);
}

/**
 * What of the environment decides whether requests to this machine go through a proxy. Empty when
 * nothing is said about proxies.
 */
export function proxySettings(env: Environment): Record<string, string> {
  if (proxyVariable(env) === undefined) return {};
  const settings = [...names, ...exceptions].map((name) => [name, env[name] ?? ""]);
  return Object.fromEntries(settings);
}
