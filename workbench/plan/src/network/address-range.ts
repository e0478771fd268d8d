import { BlockList, isIPv4 } from "node:net";

/** Whether an IPv4 range (`10.0.1.0/24`) contains another one. False for text that is not a range. */
export function containsRange(outer: string, inner: string): boolean {
  const [outerBase = "", outerBits = ""] = outer.split("/");
  const [innerBase = "", innerBits = ""] = inner.split("/");
  if (!isIPv4(outerBase) || !isIPv4(innerBase) || !isPrefix(outerBits) || !isPrefix(innerBits)) {
    return false;
  }
  if (Number(innerBits) < Number(outerBits)) return false;
  const range = new BlockList();
  range.addSubnet(outerBase, Number(outerBits), "ipv4");
  return range.check(innerBase, "ipv4");
}

function isPrefix(bits: string): boolean {
  return /^\d{1,2}$/.test(bits) && Number(bits) <= 32;
}
