/** Works through the items, `concurrency` at once, and gives the results in their order. The first error ends it. */
export async function runConcurrently<Item, Result>(
  items: readonly Item[],
  concurrency: number,
  work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  // One iterator for all workers: each takes the next item that nobody has.
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
