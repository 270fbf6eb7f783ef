/** Keeps the last part of a text that grows without bound. */
export interface TextTail {
  append(text: string): void;
  /** What is kept, without white space at its ends. */
  read(): string;
}

/** A tail of at most `maxLength` characters. Costs at most twice that in memory. */
export function createTextTail(maxLength: number): TextTail {
  let kept = "";
  return {
    append(text) {
      kept += text;
      if (kept.length > maxLength * 2) kept = kept.slice(-maxLength);
    },
    read: () => kept.slice(-maxLength).trim(),
  };
}
