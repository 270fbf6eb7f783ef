/** What goes wrong with a request, once. */
export type FaultKind =
  /** Answers with this status, having done nothing. */
  | { kind: "status"; status: number }
  /** Ends the connection, having done nothing, once a part of the request has arrived. */
  | { kind: "cut" }
  /** Does what was asked for, and ends the connection in place of an answer. */
  | { kind: "cut-answer" };

export type RegistryFault = FaultKind & {
  /** `PUT`, `GET`, … Default: any. */
  method?: string;
  /** Default: any path. Paths are decoded and have no query. */
  path?: RegExp;
  /** How many requests it hits. Default: 1. */
  times?: number;
};

/** The fault that hits a request, which is then one use poorer. */
export function takeFault(
  faults: RegistryFault[],
  request: { method: string; path: string },
): FaultKind | undefined {
  const index = faults.findIndex(
    (fault) =>
      (fault.method ?? request.method) === request.method &&
      (fault.path?.test(request.path) ?? true),
  );
  const fault = faults[index];
  if (!fault) return undefined;
  const left = (fault.times ?? 1) - 1;
  if (left <= 0) faults.splice(index, 1);
  else fault.times = left;
  return fault;
}
