/** Node's name of an architecture, or its number if Node has no name for it. */
export function nameMachine(names: ReadonlyMap<number, string>, machine: number): string {
  return names.get(machine) ?? `machine 0x${machine.toString(16)}`;
}
