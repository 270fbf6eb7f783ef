/**
 * How what this machine has of a file stands to what is stored. `behind`: the stored one goes on
 * where this one ends. `ahead`: the other way round. `diverged`: each has what the other lacks.
 */
export type Standing = "same" | "behind" | "ahead" | "diverged";

export function compareBytes(local: Uint8Array, stored: Uint8Array): Standing {
  const common = Math.min(local.length, stored.length);
  const isEqual = Buffer.from(local.buffer, local.byteOffset, common).equals(
    Buffer.from(stored.buffer, stored.byteOffset, common),
  );
  if (!isEqual) return "diverged";
  if (local.length === stored.length) return "same";
  return local.length < stored.length ? "behind" : "ahead";
}

/** What the last whole line ends: half a line behind it is what a crash has left. */
export function wholeLines(bytes: Uint8Array): Uint8Array {
  return bytes.subarray(0, bytes.lastIndexOf(0x0a) + 1);
}
