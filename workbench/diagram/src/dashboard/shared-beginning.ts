/** The beginning that several names share, up to its last hyphen, slash or dot: `shop-dev-`. Empty for one name. */
export function sharedBeginning(names: readonly string[]): string {
  const [first = "", ...others] = names;
  if (others.length === 0) return "";
  let length = first.length;
  for (const name of others) {
    while (!name.startsWith(first.slice(0, length))) length -= 1;
  }
  return /^.*[-/.]/.exec(first.slice(0, length))?.[0] ?? "";
}
