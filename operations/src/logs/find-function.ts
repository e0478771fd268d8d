/** What a person may write for a function's logical name: `orders-api`, `ordersapi` and `OrdersApi` are one. */
const plain = (name: string) => name.replaceAll("-", "").toLowerCase();

/** Which of the functions a person means; undefined for none. */
export function findFunction(called: string, logicalNames: readonly string[]): string | undefined {
  return logicalNames.find((name) => plain(name) === plain(called));
}
