/** Node's name of an architecture, or the number that has none. */
export function nameMachine(names: ReadonlyMap<number, string>, machine: number): string {
  return names.get(machine) ?? `machine 0x${machine.toString(16)}`;
}
