import { isIP } from "node:net";

/** Names that public name servers do not have: https://www.iana.org/assignments/special-use-domain-names */
const unknown = /^[^.]*$|\.(?:internal|invalid|local|onion|test)$/;

/** @typedef {ReturnType<typeof hostTable>} HostTable */

/**
 * The table of names and their addresses. An external name has a reserved address from 198.18.0.0/15 (RFC 2544), since it
 * must not be resolved here.
 *
 * @param {readonly import("./settings.d.mts").NamedPlace[]} places
 */
export function hostTable(places) {
  /** @type {Map<string, string>} */
  const publicAddresses = new Map();
  const names = new Map(
    places.flatMap(({ name, addresses }) => addresses.map((address) => [address, name])),
  );

  /** @param {string} name */
  const placeOf = (name) =>
    places.find((place) => name === place.name || name.endsWith(`.${place.name}`));

  /** @param {string} name */
  function publicAddressOf(name) {
    const known = publicAddresses.get(name);
    if (known) return known;
    const n = publicAddresses.size + 1;
    const address = `198.${18 + ((n >> 16) & 1)}.${(n >> 8) & 255}.${n & 255}`;
    publicAddresses.set(name, address);
    names.set(address, name);
    return address;
  }

  return {
    placeOf,
    /**
     * @param {string} host
     * @returns {readonly string[]} IPv4; none where there is no such name
     */
    addressesOf(host) {
      const name = plain(host);
      if (isIP(name) !== 0) return [name];
      if (isLocalhost(name)) return ["127.0.0.1"];
      if (unknown.test(name)) return [];
      const own = placeOf(name)?.addresses ?? [];
      return own.length > 0 ? own : [publicAddressOf(name)];
    },
    /**
     * The name that an address stands for; any other host unchanged.
     *
     * @param {string} host
     */
    nameOf: (host) => names.get(host) ?? plain(host),
  };
}

/** @param {string} name */
export function isLocalhost(name) {
  return /(?:^|\.)localhost\.?$/i.test(name);
}

/** @param {string} name */
function plain(name) {
  return name.toLowerCase().replace(/\.$/, "");
}
