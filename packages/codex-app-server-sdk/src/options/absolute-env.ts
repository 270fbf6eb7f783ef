import { absolutePath } from "./absolute-path.js";

type Env = Readonly<Record<string, string | undefined>>;

/** The variables whose paths the client or the server looks at. */
const pathVariables = ["CODEX_PATH", "CODEX_HOME"];

/**
 * The variables with paths that don't depend on a folder: the server runs in another one than this
 * process, where it would find other files under the same relative path.
 */
export function absoluteEnv(env: Env): Env {
  const absolute = pathVariables.flatMap((name) => {
    const path = env[name];
    return path ? [[name, absolutePath(path, name)]] : [];
  });
  return { ...env, ...Object.fromEntries(absolute) };
}
