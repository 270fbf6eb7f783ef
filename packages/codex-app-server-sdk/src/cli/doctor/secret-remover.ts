import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Redactor } from "../../diagnostics/redactor.js";
import type { CheckContext, CheckResult } from "./check.js";
import { codexHomeOf } from "./check-home.js";
import { tomlStrings } from "./toml-strings.js";

/** Makes a function that takes the secrets of this environment out of a result. */
export async function secretRemover(
  context: Pick<CheckContext, "env">,
): Promise<(result: CheckResult) => CheckResult> {
  const redactor = new Redactor(context.env);
  const home = codexHomeOf(context);
  const read = (name: string): Promise<string> =>
    readFile(join(home, name), "utf8").catch(() => "");
  redactor.learn(parse(await read("auth.json")));
  for (const [name, value] of tomlStrings(await read("config.toml"))) {
    redactor.learn({ [name]: value });
  }
  return (result) => ({
    ...result,
    message: redactor.text(result.message),
    ...(result.fix !== undefined && { fix: redactor.text(result.fix) }),
  });
}

/** A stored login that can't be read is not shown to begin with. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
