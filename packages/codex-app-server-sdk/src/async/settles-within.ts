/**
 * Whether `promise` resolves within `ms` milliseconds; 0 = no limit. The promise must never reject.
 */
export function settlesWithin(promise: Promise<unknown>, ms: number): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = ms > 0 ? setTimeout(() => resolve(false), ms) : undefined;
    void promise.then(() => {
      clearTimeout(timer);
      resolve(true);
    });
  });
}
