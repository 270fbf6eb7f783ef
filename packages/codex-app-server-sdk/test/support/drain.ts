/** Reads a stream to its end and keeps nothing of it. */
export async function drain(values: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of values);
}
