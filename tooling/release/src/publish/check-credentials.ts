import { execFile } from "node:child_process";
import { promisify } from "node:util";
import semver from "semver";
import { describeError } from "../describe-error.js";
import { findNpmCommand } from "../find-npm-command.js";
import { asRecord } from "../json/is-record.js";
import type { Reporter } from "../reporter.js";
import { ToolError } from "../tool-error.js";
import { askRegistry } from "./ask-registry.js";
import type { NpmSession } from "./npm-session.js";

const execute = promisify(execFile);

/** The first npm that publishes without a token, for a workflow that the registry trusts. */
const firstWithTrust = "11.5.1";

/**
 * Throws if it is clear that the registry would refuse an upload, so that it is known before the
 * first one.
 */
export async function checkCredentials(session: NpmSession, reporter: Reporter): Promise<void> {
  if (hasIdToken(session.env)) return checkNpm(session);
  const { registry, fetchOptions } = session;
  if (!Object.keys(fetchOptions).some((key) => key.startsWith("//"))) {
    throw refused(`npm's configuration has no credentials for ${registry}`, registry);
  }
  const answer = await askRegistry({ url: `${registry}-/whoami`, method: "GET" }, session);
  if (answer.status === 401) throw refused(`${registry} does not accept the credentials`, registry);
  const { username } = asRecord(
    answer.status === 200 ? await answer.json().catch(() => null) : null,
  );
  reporter.step(
    typeof username === "string"
      ? `${registry} knows the credentials as ${username}`
      : `${registry} does not say whose the credentials are; the first upload will show it`,
  );
}

/** Whether a workflow can prove to the registry which one it is. */
function hasIdToken({ ACTIONS_ID_TOKEN_REQUEST_URL, NPM_ID_TOKEN }: NodeJS.ProcessEnv): boolean {
  return Boolean(ACTIONS_ID_TOKEN_REQUEST_URL || NPM_ID_TOKEN);
}

async function checkNpm({ env, folder }: NpmSession): Promise<void> {
  const [command, script] = findNpmCommand({ env });
  const { stdout } = await execute(command, [script, "--version"], { cwd: folder, env }).catch(
    (cause: unknown) => {
      throw new ToolError("check", `npm does not start: ${describeError(cause)}`, { cause });
    },
  );
  const version = stdout.trim();
  if (semver.valid(version) !== null && semver.gte(version, firstWithTrust)) return;
  throw new ToolError(
    "check",
    `npm ${version} cannot publish without a token; ${firstWithTrust} or newer can. ` +
      "Use a newer Node, which brings it.",
  );
}

function refused(problem: string, registry: string): ToolError {
  return new ToolError("network", `${problem}. Log in: npm login --registry ${registry}`);
}
