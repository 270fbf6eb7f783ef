import { changeLines, commandOf } from "./describe-item.js";
import { asList, asRecord, asText, inLine } from "./json-parts.js";

type Params = Readonly<Record<string, unknown>>;

/** What the server asks its client that a person would want to see, by method. */
const questions: Readonly<Record<string, (params: Params, item: Params) => string>> = {
  "item/commandExecution/requestApproval": (params) => `may it run ${commandOf(params)}`,
  "item/fileChange/requestApproval": (_, item) =>
    `may it change files: ${changeLines(item.changes).join(", ")}`,
  "item/permissions/requestApproval": ({ permissions }) => `may it have ${inLine(permissions)}`,
  "item/tool/requestUserInput": (params) =>
    asList(params.questions)
      .map((question) => asText(asRecord(question).question))
      .join("\n"),
  "mcpServer/elicitation/request": ({ serverName, message }) =>
    `${inLine(serverName)}: ${asText(message)}`,
};

/** The question of a request about `item`; undefined when it is none for a person. */
export function describeRequest(method: string, params: Params, item: Params): string | undefined {
  if (!Object.hasOwn(questions, method)) return undefined;
  const question = questions[method]?.(params, item) ?? "";
  const reason = asText(params.reason);
  return reason ? `${question}\nreason: ${reason}` : question;
}

/** What a client has answered. */
export function describeAnswer({ result, error }: Params): string {
  if (error !== undefined) return `refused: ${asText(asRecord(error).message)}`;
  const { decision, action, answers, permissions } = asRecord(result);
  return inLine(decision ?? action ?? answers ?? permissions ?? result);
}
