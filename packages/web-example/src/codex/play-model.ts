import { setTimeout as delay } from "node:timers/promises";
import {
  type AnswerPart,
  createGate,
  customToolCall,
  type Deltas,
  functionCall,
  type ModelRequest,
  message,
  reasoning,
  usage,
} from "codex-app-server-sdk/testing";

const wordMs = 25;

/** What the model says next in a turn: it mends the fault, or says what it can do. */
export function playModel(request: ModelRequest): readonly AnswerPart[] {
  const isMending = /test|check|mend|fix/i.test(request.userText ?? "");
  const step = isMending ? mending[stepsDone(request)] : introduction;
  return [...(step?.() ?? []), usage({ inputTokens: 2_400, outputTokens: 120 })];
}

/** How often the model has been told something in this turn. */
function stepsDone({ input }: ModelRequest): number {
  const asked = input.findLastIndex(({ role }) => role === "user");
  return input.slice(asked).filter(({ type }) => `${type}`.endsWith("_output")).length;
}

const patch = `*** Begin Patch
*** Update File: prices.mjs
@@
 export function withTax(cents, percent) {
-  return cents + cents * percent;
+  return cents + Math.round((cents * percent) / 100);
 }
*** End Patch`;

const steps = ["Run the checks", "Mend what fails", "Run them again"];

const mending: readonly (() => AnswerPart[])[] = [
  () => [
    reasoning(
      slowly("**Looking for the fault**\n\nThe checks say what fails, so they come first."),
    ),
    message(slowly("I run the checks first."), { phase: "commentary" }),
    plan(0),
  ],
  () => [runChecks()],
  () => [
    message(slowly("Percent are taken for a factor. I mend `withTax`."), { phase: "commentary" }),
    plan(1),
  ],
  () => [customToolCall("apply_patch", patch)],
  () => [plan(2)],
  () => [runChecks()],
  () => [plan(3)],
  () => [message(slowly(summary), { phase: "final_answer" })],
];

const introduction = (): AnswerPart[] => [
  message(slowly(introductionText), { phase: "final_answer" }),
];

function runChecks(): AnswerPart {
  return functionCall("exec_command", { cmd: "node check.mjs" });
}

function plan(current: number): AnswerPart {
  const statusOf = (place: number): string => {
    if (place < current) return "completed";
    return place === current ? "in_progress" : "pending";
  };
  const items = steps.map((step, place) => ({ step, status: statusOf(place) }));
  return functionCall("update_plan", { plan: items });
}

/** A text word by word, like that of a model that takes its time. */
function slowly(text: string): Deltas {
  const parts = text.split(/(?<=\s)/).flatMap((word) => [word, createGate()]);
  void openOneByOne(parts);
  return parts;
}

async function openOneByOne(parts: Exclude<Deltas, string>): Promise<void> {
  for (const part of parts) {
    if (typeof part === "string") continue;
    await part.reached;
    await delay(wordMs);
    part.open();
  }
}

const summary = `The checks pass now. \`withTax\` took percent for a factor:

| price | tax | before | now |
|---|---|---|---|
| 1000 | 19 % | 20000 | **1190** |
| 250 | 20 % | 5250 | **300** |

It rounds to whole cents, which \`cents * percent / 100\` alone would not do.`;

const introductionText = `I am a stand-in for the model, and the Codex that you talk to is a real one. Ask me to **mend the checks**, and I will

1. run them, which you can approve or decline,
2. change a file, of which you see the difference first,
3. run them again.

\`\`\`js
// Nothing in a text is ever run, not even <script>alert("this")</script>.
\`\`\``;
