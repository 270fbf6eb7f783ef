import { execFile } from "node:child_process";

export interface NodeRun {
  /** Flags of Node. */
  flags?: readonly string[];
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  /** A user to run as; only root may choose one. */
  uid?: number;
  /** A command that starts Node. */
  under?: readonly string[];
}

/** Runs a program with Node, without NODE_PATH, and resolves with what it printed as JSON. */
export function runNode(file: string, options: NodeRun = {}): Promise<Record<string, unknown>> {
  const { flags = [], under = [], cwd, uid, env = { PATH: process.env.PATH } } = options;
  const [command = "", ...args] = [...under, process.execPath, ...flags, file];
  return new Promise((resolve, reject) => {
    const settings = { cwd, env, ...(uid !== undefined && { uid, gid: uid }) };
    execFile(command, args, settings, (error, stdout) => {
      if (error) reject(error);
      else resolve(JSON.parse(stdout));
    });
  });
}
