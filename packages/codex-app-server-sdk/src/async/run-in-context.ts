/** Runs a function in the asynchronous context (`AsyncLocalStorage`) that was current earlier. */
export type RunInContext = <T>(run: () => T) => T;

interface AsyncHooks {
  AsyncResource: new (
    type: string,
    options: { requireManualDestroy: boolean },
  ) => { runInAsyncScope<T>(run: () => T): T };
}

/**
 * Remembers the context of the caller. Node's module is not imported, because importing this
 * package loads none of them; where the runtime has no such function, what is run later finds the
 * context of whoever runs it.
 */
export function currentContext(): RunInContext {
  const runtime = process as { getBuiltinModule?(name: string): unknown };
  const hooks = runtime.getBuiltinModule?.("node:async_hooks") as AsyncHooks | undefined;
  if (!hooks) return (run) => run();
  // Some hundred times cheaper than AsyncLocalStorage.snapshot(); each turn makes one.
  const resource = new hooks.AsyncResource("CODEX_CALL", { requireManualDestroy: true });
  return (run) => resource.runInAsyncScope(run);
}
