/** An address as a number and its length in bits. */
type Address = { readonly number: bigint; readonly bits: number };

/**
 * Whether an address is in a range in CIDR format. A range without a prefix is one address.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IPAddress
 */
export function isInRange(range: string, address: string): boolean {
  const [start = "", prefix] = range.split("/");
  const [first, asked] = [readAddress(start), readAddress(address)];
  if (first === undefined || asked === undefined || first.bits !== asked.bits) return false;
  const free = BigInt(first.bits - Number(prefix ?? first.bits));
  return first.number >> free === asked.number >> free;
}

function readAddress(text: string): Address | undefined {
  return text.includes(":") ? readIpv6(text) : readIpv4(text);
}

function readIpv4(text: string): Address | undefined {
  const bytes = text.split(".");
  if (bytes.length !== 4 || !bytes.every(isByte)) return undefined;
  return { number: joined(bytes.map(Number), 8n), bits: 32 };
}

function isByte(text: string): boolean {
  return /^\d{1,3}$/.test(text) && Number(text) < 256;
}

/** `::` stands for as many groups of zeros as are missing from eight. */
function readIpv6(text: string): Address | undefined {
  const [left = "", right, ...others] = text.split("::");
  if (others.length > 0) return undefined;
  const [before, after] = [groupsOf(left), groupsOf(right ?? "")];
  const missing = 8 - before.length - after.length;
  if (right === undefined ? missing !== 0 : missing < 1) return undefined;
  const groups = [...before, ...Array<string>(missing).fill("0"), ...after];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  return {
    number: joined(
      groups.map((group) => Number.parseInt(group, 16)),
      16n,
    ),
    bits: 128,
  };
}

function groupsOf(text: string): readonly string[] {
  return text === "" ? [] : text.split(":");
}

function joined(parts: readonly number[], bits: bigint): bigint {
  return parts.reduce((sum, part) => (sum << bits) | BigInt(part), 0n);
}
