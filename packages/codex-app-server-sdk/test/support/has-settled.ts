/** Whether a promise has settled already. */
export async function hasSettled(promise: Promise<unknown>): Promise<boolean> {
  let settled = false;
  const note = (): void => {
    settled = true;
  };
  promise.then(note, note);
  await Promise.resolve();
  await Promise.resolve();
  return settled;
}
