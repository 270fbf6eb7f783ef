import type { Check } from "./check.js";
import { checkPlatform } from "./check-platform.js";

/** Everything that is checked, in this order. */
export const checks: readonly Check[] = [{ name: "platform", needs: [], run: checkPlatform }];
