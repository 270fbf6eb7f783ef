import type { MakeEngine } from "./samples.js";
import { talkCases } from "./talk-cases.js";
import { workCases } from "./work-cases.js";

/** What every engine must do. */
export function engineCases(makeEngine: MakeEngine): void {
  workCases(makeEngine);
  talkCases(makeEngine);
}
