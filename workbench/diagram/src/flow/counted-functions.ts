/** `1 function`, `7 functions`. */
export function countedFunctions(count: number): string {
  return `${count} function${count === 1 ? "" : "s"}`;
}
