import { availableParallelism } from "node:os";

/** More at once would only share the disk, and each holds some 100 MB. */
const maxAtOnce = 2;

/**
 * Maps in order, a few at a time. After a failure nothing new is begun, and what runs is waited
 * for.
 */
export async function mapConcurrently<T, R>(
  items: readonly T[],
  map: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  const queue = [...items.entries()];
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const [index, item] = next;
      results[index] = await map(item);
    }
  };
  const lanes = Array.from({ length: Math.min(maxAtOnce, availableParallelism()) }, () =>
    work().catch((error: unknown) => {
      queue.length = 0;
      throw error;
    }),
  );
  const failed = (await Promise.allSettled(lanes)).find((lane) => lane.status === "rejected");
  if (failed) throw failed.reason;
  return results;
}
