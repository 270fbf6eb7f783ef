import type * as wire from "codex-app-server-sdk/protocol";
import type { Elicitation } from "./tool-call.js";

type Question = wire.ToolRequestUserInputQuestion;

/** The form that asks the user what the model wants to know. A form must not ask for secrets. */
export function questionForm({ questions }: wire.ToolRequestUserInputParams): Elicitation {
  const asked = questions.filter(({ isSecret }) => !isSecret);
  return {
    message: asked.map(({ question }) => question).join("\n"),
    requestedSchema: {
      type: "object",
      properties: Object.fromEntries(asked.map((question) => [question.id, fieldOf(question)])),
    },
  };
}

/** What the user has filled in, as answers of the questions. */
export function answersOf(
  { questions }: wire.ToolRequestUserInputParams,
  content: unknown,
): wire.ToolRequestUserInputResponse {
  const given = new Map(Object.entries(Object(content) as object));
  const answers = questions.flatMap(({ id }) => {
    const answer: unknown = given.get(id);
    return typeof answer === "string" ? [{ id, answer }] : [];
  });
  return {
    answers: Object.fromEntries(answers.map(({ id, answer }) => [id, { answers: [answer] }])),
  };
}

function fieldOf({ header, question, options, isOther }: Question): object {
  const field = { type: "string", title: header };
  if (options === null || options.length === 0) return { ...field, description: question };
  const labels = options.map(({ label }) => label);
  const listed = options.map(({ label, description }) => `${label}: ${description}`).join("\n");
  const description = `${question}\n${listed}`;
  return isOther ? { ...field, description } : { ...field, description, enum: labels };
}
