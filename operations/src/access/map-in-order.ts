/** GetExecutionHistory allows 20 calls a second: https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
const atOnce = 8;

/** The results of an asynchronous function for each item, in the order of the items, with a few calls at once. */
export async function mapInOrder<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let from = 0; from < items.length; from += atOnce) {
    results.push(...(await Promise.all(items.slice(from, from + atOnce).map(work))));
  }
  return results;
}
