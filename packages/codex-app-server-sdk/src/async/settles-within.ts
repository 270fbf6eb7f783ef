/** A timer that is set for longer fires at once. */
const longestMs = 2 ** 31 - 1;

/** Whether `promise` resolves within `ms`; 0 = however long it takes. It must never reject. */
export function settlesWithin(promise: Promise<unknown>, ms: number): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = ms > 0 ? setTimeout(() => resolve(false), Math.min(ms, longestMs)) : undefined;
    void promise.then(() => {
      clearTimeout(timer);
      resolve(true);
    });
  });
}
