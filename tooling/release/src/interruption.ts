import type { ChildProcess } from "node:child_process";
import { rmSync } from "node:fs";
import { constants } from "node:os";

/** What to undo if the user interrupts, newest last. */
const undos = new Set<() => void>();

const children = new Set<ChildProcess>();

/** Undoes something if the user interrupts before this is disposed of. Must not be async. */
export function undoOnInterrupt(undo: () => void): Disposable {
  undos.add(undo);
  return {
    [Symbol.dispose](): void {
      undos.delete(undo);
    },
  };
}

/** Removes a folder with all its content if the user interrupts before this is disposed of. */
export function removeOnInterrupt(folder: string): Disposable {
  return undoOnInterrupt(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
}

/** Ends a child if the user interrupts while it runs. */
export function endOnInterrupt<T extends ChildProcess>(child: T): T {
  children.add(child);
  child.once("close", () => children.delete(child));
  return child;
}

const endingSignals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * From now on a signal that asks this process to end also ends its children and undoes what is
 * unfinished. Called by the program itself, not by what may run inside another one.
 */
export function undoAtSignals(write: (text: string) => unknown): void {
  for (const signal of endingSignals) {
    process.once(signal, () => {
      for (const child of children) child.kill("SIGTERM");
      undoAll();
      write(
        `\nInterrupted by ${signal}. Unfinished work is removed; downloads are kept, and the same ` +
          "command continues.\n",
      );
      process.exit(128 + constants.signals[signal]);
    });
  }
}

/** Twice: a write that was on its way may have made a folder again. */
function undoAll(): void {
  for (const undo of [...undos].reverse().flatMap((one) => [one, one])) {
    try {
      undo();
    } catch {
      // The others still have to be undone.
    }
  }
}
