import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** Collects garbage, so that what is left of the heap is what is held on to. */
const collectGarbage: () => void = exposeGc();

function exposeGc(): () => void {
  setFlagsFromString("--expose-gc");
  return runInNewContext("gc") as () => void;
}

/** Bytes of the heap that are held on to. */
export function heldBytes(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}
