/** Lets the process end although the timer runs. Timers of jsdom and Electron are mere numbers. */
export function unref<T>(timer: T): T {
  (timer as { unref?(): unknown }).unref?.();
  return timer;
}
