/** Fields for a person, on one line: `orderId=ord_1 paths=["a"]`. */
export function printFields(fields: { readonly [name: string]: unknown }): string {
  return Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${printValue(value)}`)
    .join(" ");
}

export function printValue(value: unknown): string {
  return typeof value === "string" && !/[\n\r]/.test(value) ? value : JSON.stringify(value);
}
