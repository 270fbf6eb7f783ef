/** Returns the name that is most similar to what was written, or undefined if none is similar. */
export function nearestOf(written: string, names: readonly string[]): string | undefined {
  const ranked = names
    .map((name) => ({ name, distance: distance(written.toLowerCase(), name.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance);
  const [best] = ranked;
  return best && best.distance <= Math.max(2, Math.floor(written.length / 3))
    ? best.name
    : undefined;
}

/** The edit distance: how many letters must be added, removed or changed. */
function distance(a: string, b: string): number {
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (const [i, letter] of [...a].entries()) {
    const row = [i + 1];
    for (const [j, above] of last.slice(1).entries()) {
      const changed = (last[j] ?? 0) + (letter === b[j] ? 0 : 1);
      row.push(Math.min(above + 1, (row[j] ?? 0) + 1, changed));
    }
    last = row;
  }
  return last.at(-1) ?? 0;
}
