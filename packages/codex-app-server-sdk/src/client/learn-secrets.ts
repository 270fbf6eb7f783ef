import type { Redactor } from "../diagnostics/redactor.js";
import { fieldOf } from "../protocol/field-of.js";
import type { ServerCall, ServerCallAnswer } from "../rpc/connection-options.js";

/** Messages that carry secrets, under names that say so: logins and settings above all. */
const carriers =
  /^(?:account(?!\/rateLimits)|attestation|config|environment\/add|mcpServer\/(?:elicitation|oauth)|modelProvider\/config|remoteControl\/pairing)\b/;

/** Remembers the secrets in the params or the result of a method. */
export function learnSecrets(redactor: Redactor, method: string, part: unknown): void {
  if (carriers.test(method)) redactor.learn(part);
}

/** Remembers the secrets in what is sent, the settings of a thread included. */
export function learnSent(redactor: Redactor, method: string, params: unknown): void {
  try {
    learnSecrets(redactor, method, params);
    if (method.startsWith("thread/")) redactor.learn(fieldOf(params, "config"));
  } catch {
    // What can't be read can't be sent either: sending it says why.
  }
}

/** Remembers the secrets in the answer to a request of the server, which may ask for one. */
export function learnAnswer(
  redactor: Redactor,
  { method, params }: ServerCall,
  answer: ServerCallAnswer | undefined,
): void {
  learnSecrets(redactor, method, answer);
  const questions = fieldOf(params, "questions");
  if (!Array.isArray(questions)) return;
  const answers = fieldOf(fieldOf(answer, "result"), "answers");
  for (const question of questions) {
    if (fieldOf(question, "isSecret") !== true) continue;
    redactor.learnAll(fieldOf(answers, String(fieldOf(question, "id"))));
  }
}
