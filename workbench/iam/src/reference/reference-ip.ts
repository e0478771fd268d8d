/** Whether an address is in a range, by comparing the bits of the prefix. */
export function isInRange(range: string, address: string): boolean {
  const [network = "", prefix] = range.split("/");
  const wanted = bitsOf(network);
  const given = bitsOf(address);
  const length = prefix === undefined ? wanted.length : Number(prefix);
  return wanted.length === given.length && given.slice(0, length) === wanted.slice(0, length);
}

function bitsOf(address: string): string {
  if (!address.includes(":"))
    return address
      .split(".")
      .map((part) => bits(Number(part), 8))
      .join("");
  const [head = "", tail] = address.split("::");
  const groups = (text: string) => (text === "" ? [] : text.split(":"));
  const [before, after] = [groups(head), groups(tail ?? "")];
  const zeros = Array<string>(8 - before.length - after.length).fill("0");
  return [...before, ...zeros, ...after]
    .map((group) => bits(Number.parseInt(group, 16), 16))
    .join("");
}

function bits(value: number, width: number): string {
  return value.toString(2).padStart(width, "0");
}
