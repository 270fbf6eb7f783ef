import { availableParallelism } from "node:os";

/** More would not be faster, since the disk is the limit, and each needs about 100 MB of memory. */
const maxAtOnce = 2;

/**
 * Maps items a few at a time; the results keep the order. After a failure no new item is started,
 * and the running ones are awaited.
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
