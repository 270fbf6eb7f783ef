import { isDeepStrictEqual } from "node:util";
import type { Platform } from "./platforms.js";

/** A field of a JSON file that is not what it has to be. */
export interface UndueField {
  name: string;
  expected: unknown;
  found: unknown;
}

type Fields = Readonly<Record<string, unknown>>;

/** Finds the first field of `found` that differs, is missing, or should not be there. */
export function findUndueField(found: Fields, expected: Fields): UndueField | undefined {
  const names = new Set([...Object.keys(expected), ...Object.keys(found)]);
  for (const name of names) {
    const values = { expected: own(expected, name), found: own(found, name) };
    if (!isDeepStrictEqual(values.found, values.expected)) return { name, ...values };
  }
  return undefined;
}

/** The values that `codex-runtime.json` takes from the headers of the executables. */
const formats = { darwin: "mach-o", linux: "elf", win32: "pe" } as const;

/**
 * Finds the first of the file entries of `codex-runtime.json` that differs from what the lock says,
 * or states a header that no file for this platform has.
 */
export function findUndueFile(
  found: readonly Fields[],
  { expected, os }: { expected: readonly Fields[]; os: Platform["os"] },
): UndueField | undefined {
  if (found.length !== expected.length) {
    return { name: "files", expected: `${expected.length} files`, found: `${found.length}` };
  }
  for (const [index, { format, arch, ...rest }] of found.entries()) {
    const name = `files[${index}]`;
    const undue = findUndueField(rest, expected[index] ?? {});
    if (undue) return { ...undue, name: `${name}.${undue.name}` };
    if (format !== null && format !== formats[os]) {
      return { name: `${name}.format`, expected: formats[os], found: format };
    }
    const isData = isDeepStrictEqual(arch, []);
    if (isData !== (format === null)) {
      return { name: `${name}.arch`, expected: "as the format says", found: arch };
    }
  }
  return undefined;
}

function own(fields: Fields, name: string): unknown {
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}
