/** How one request fails. */
export type FaultKind =
  /** Answers with this status and does nothing else. */
  | { kind: "status"; status: number }
  /** Closes the connection after a part of the request, and does nothing else. */
  | { kind: "cut" }
  /** Does what was requested, then closes the connection instead of answering. */
  | { kind: "cut-answer" };

export type RegistryFault = FaultKind & {
  /** The method it applies to, such as `PUT`. Default: any. */
  method?: string;
  /** The decoded paths, without the query, that it applies to. Default: any. */
  path?: RegExp;
  /** How many requests fail. Default: 1. */
  times?: number;
};

/** Finds the fault that applies to a request, and uses it up once. */
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
