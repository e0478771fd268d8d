/** Normalizes a name: `orders-api`, `ordersapi` and `OrdersApi` are the same function. */
const normalize = (name: string) => name.replaceAll("-", "").toLowerCase();

/** Finds the logical name that matches a name as the user wrote it; undefined without a match. */
export function findFunction(name: string, logicalNames: readonly string[]): string | undefined {
  return logicalNames.find((logicalName) => normalize(logicalName) === normalize(name));
}
