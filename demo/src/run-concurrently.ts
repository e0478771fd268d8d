/** Calls `work` for all items, `concurrency` at a time, and returns the results in order. After the first error it starts no more. */
export async function runConcurrently<Item, Result>(
  items: readonly Item[],
  concurrency: number,
  work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  // All workers share one iterator, so that each takes the next free item.
  const entries = items.entries();
  let failed = false;
  const worker = async () => {
    for (const [index, item] of entries) {
      if (failed) return;
      results[index] = await work(item);
    }
  };
  const workers = Array.from({ length: concurrency }, () =>
    worker().catch((error) => {
      failed = true;
      throw error;
    }),
  );
  await Promise.all(workers);
  return results;
}
