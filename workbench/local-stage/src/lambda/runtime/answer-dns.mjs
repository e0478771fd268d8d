import dns from "node:dns";
import { isIP } from "node:net";
import { isLocalhost } from "./host-table.mjs";

/** @typedef {(...args: any[]) => unknown} Answer */

/** The TTL of an address; AWS's names have this or less. */
const ttlSeconds = 60;

/** libuv's number for a host that is not found. */
const unknownHost = -3_008;

/**
 * Answers the process's DNS queries from a table of names, without a name server. Records other than addresses are not in
 * the table and fail like a query to a failing server.
 *
 * @param {import("./host-table.mjs").HostTable} hosts
 */
export function answerDns(hosts) {
  /** @type {{ readonly [method: string]: Answer }} */
  const answers = {
    lookup: (name, options) => lookUp(hosts, name, options ?? {}),
    lookupService(address, port) {
      const hostname = hosts.nameOf(address);
      if (isIP(hostname) !== 0) throw dnsError("ENOTFOUND", "getnameinfo", address);
      return { hostname, service: String(port) };
    },
    resolve: (name, type = "A") => (answers[methodOf(type)] ?? unanswered(type))(name),
    resolve4(name, options) {
      const found = addressesOf(hosts, name, "queryA");
      return options?.ttl ? found.map((address) => ({ address, ttl: ttlSeconds })) : found;
    },
    resolve6(name) {
      addressesOf(hosts, name, "queryAaaa");
      throw dnsError("ENODATA", "queryAaaa", name);
    },
    resolveAny: (name) =>
      addressesOf(hosts, name, "queryAny").map((address) => ({
        type: "A",
        address,
        ttl: ttlSeconds,
      })),
    reverse(address) {
      const name = hosts.nameOf(address);
      if (isIP(name) !== 0) throw dnsError("ENOTFOUND", "getHostByAddr", address);
      return [name];
    },
  };
  for (const method of Object.keys(dns).filter((name) =>
    /^(?:lookup|resolve|reverse)/.test(name),
  )) {
    const answer = answers[method] ?? unanswered(method.slice("resolve".length));
    replace([dns, dns.Resolver.prototype], method, answer, withCallback);
    replace([dns.promises, dns.promises.Resolver.prototype], method, answer, asPromise);
  }
}

/**
 * @param {readonly any[]} apis
 * @param {string} method
 * @param {Answer} answer
 * @param {(original: Function, answer: Answer) => Function} make
 */
function replace(apis, method, answer, make) {
  for (const api of apis.filter((each) => method in each)) {
    const original = api[method];
    const made = make(original, answer);
    // With util.promisify's property.
    api[method] = Object.defineProperties(made, Object.getOwnPropertyDescriptors(original));
  }
}

/**
 * @param {Function} original
 * @param {Answer} answer
 * @returns {Function}
 */
function withCallback(original, answer) {
  /**
   * @this {unknown}
   * @param {any[]} args
   */
  return function (...args) {
    const done = args.at(-1);
    if (isNodes(original, args[0]) || typeof done !== "function") return original.apply(this, args);
    process.nextTick(() => {
      let found;
      try {
        found = answer(...args.slice(0, -1));
      } catch (error) {
        return done(error);
      }
      // An address with its family, or a host with its service.
      return done(null, ...(Array.isArray(found) ? [found] : Object.values(Object(found))));
    });
    return {};
  };
}

/**
 * @param {Function} original
 * @param {Answer} answer
 * @returns {Function}
 */
function asPromise(original, answer) {
  /**
   * @this {unknown}
   * @param {any[]} args
   */
  return async function (...args) {
    return isNodes(original, args[0]) ? original.apply(this, args) : answer(...args);
  };
}

/**
 * What Node answers itself: invalid arguments and the local host.
 *
 * @param {Function} original
 * @param {unknown} asked
 */
function isNodes({ name }, asked) {
  return typeof asked !== "string" || (name === "lookup" && isLocalhost(asked));
}

/**
 * @param {import("./host-table.mjs").HostTable} hosts
 * @param {string} name
 * @param {number | { family?: unknown, all?: boolean }} options
 */
function lookUp(hosts, name, options) {
  const { family, all } = typeof options === "number" ? { family: options } : options;
  const hasNone = isIP(name) === 0 && (family === 6 || family === "IPv6");
  const found = (hasNone ? [] : hosts.addressesOf(name)).map((address) => ({
    address,
    family: isIP(address),
  }));
  if (found.length === 0) throw dnsError("ENOTFOUND", "getaddrinfo", name);
  return all ? found : found[0];
}

/**
 * @param {import("./host-table.mjs").HostTable} hosts
 * @param {string} name
 * @param {string} syscall
 */
function addressesOf(hosts, name, syscall) {
  const found = hosts.addressesOf(name);
  if (found.length === 0) throw dnsError("ENOTFOUND", syscall, name);
  return found;
}

/** @param {string} type */
function methodOf(type) {
  return { A: "resolve4", AAAA: "resolve6", ANY: "resolveAny" }[type] ?? "";
}

/**
 * @param {string} type
 * @returns {Answer}
 */
function unanswered(type) {
  const syscall = `query${type.charAt(0).toUpperCase()}${type.slice(1).toLowerCase()}`;
  return (name) => {
    throw dnsError("ESERVFAIL", syscall, name);
  };
}

/**
 * An error as Node creates it for a resolver's error.
 *
 * @param {string} code
 * @param {string} syscall
 * @param {string} hostname
 */
function dnsError(code, syscall, hostname) {
  const errno = /^get\w+info$/.test(syscall) ? unknownHost : undefined;
  const message = `${syscall} ${code} ${hostname}`;
  return Object.assign(new Error(message), { errno, code, syscall, hostname });
}
