import { BlockList, isIP } from "node:net";

/**
 * Parses an address or CIDR range (`203.0.113.0/24`, `2001:DB8::/32`) into a test of an address. An address without a prefix length
 * matches only itself. Undefined for any other text.
 */
export function parseIpRange(text: string): ((address: string) => boolean) | undefined {
  const [network = "", prefixText, ...rest] = text.split("/");
  const version = isIP(network);
  const longest = version === 4 ? 32 : 128;
  if (version === 0 || rest.length > 0) return undefined;
  if (prefixText !== undefined && !/^\d{1,3}$/.test(prefixText)) return undefined;
  const prefix = prefixText === undefined ? longest : Number(prefixText);
  if (prefix > longest) return undefined;
  const range = new BlockList();
  range.addSubnet(network, prefix, version === 4 ? "ipv4" : "ipv6");
  return (address) => {
    const family = isIP(address);
    return family !== 0 && range.check(address, family === 4 ? "ipv4" : "ipv6");
  };
}
