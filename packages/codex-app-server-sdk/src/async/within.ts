/** Whether `promise` resolves within `ms`; 0 = however long it takes. It must never reject. */
export function within(ms: number, promise: Promise<unknown>): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = ms > 0 ? setTimeout(resolve, ms, false) : undefined;
    void promise.then(() => {
      clearTimeout(timer);
      resolve(true);
    });
  });
}
