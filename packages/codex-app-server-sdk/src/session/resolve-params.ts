import { absolutePath } from "../options/absolute-path.js";
import { isObject } from "../options/option-rules.js";
import type { ResolvedOptions } from "../options/options.js";
import { startsServer } from "../options/transport-options.js";

/** The params that are a path, or a list of paths, on the server's machine. */
const pathParams: ReadonlySet<string> = new Set([
  "cwd",
  "cwds",
  "extraRoots",
  "filePath",
  "path",
  "runtimeWorkspaceRoots",
  "writableRoots",
]);

/**
 * Params in which every path is absolute: a relative one counts from the client's `cwd`. They stay
 * as they are where the client does not start the server, which may run on another machine.
 */
export function resolveParams<P extends object>(
  params: P,
  { cwd, transport }: Pick<ResolvedOptions, "cwd" | "transport">,
): P {
  return startsServer({ transport }) ? withAbsolutePaths(params, cwd) : params;
}

function withAbsolutePaths<P extends object>(params: P, cwd: string | undefined): P {
  const resolved = Object.entries(params).flatMap(([name, value]): [string, unknown][] => {
    if (pathParams.has(name)) return [[name, resolvePaths(value, name, cwd)]];
    const isPolicy = name === "sandboxPolicy" && isObject(value);
    return isPolicy ? [[name, withAbsolutePaths(value, cwd)]] : [];
  });
  return resolved.length === 0 ? params : { ...params, ...Object.fromEntries(resolved) };
}

/** What is no path is left to the check of the params. */
function resolvePaths(value: unknown, name: string, cwd: string | undefined): unknown {
  if (Array.isArray(value)) return value.map((entry) => resolvePaths(entry, name, cwd));
  return typeof value === "string" && value !== "" ? absolutePath(value, name, cwd) : value;
}
