import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** Collects garbage, so that only reachable objects are left on the heap. */
const collectGarbage: () => void = exposeGc();

function exposeGc(): () => void {
  setFlagsFromString("--expose-gc");
  return runInNewContext("gc") as () => void;
}

/** How many bytes of the heap are reachable. */
export function heldBytes(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}
