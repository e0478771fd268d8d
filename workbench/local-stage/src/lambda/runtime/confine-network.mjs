import dns from "node:dns";
import net from "node:net";
import { constants } from "node:os";
import { answerDns } from "./answer-dns.mjs";
import { confineDatagrams } from "./confine-datagrams.mjs";
import { hostTable } from "./host-table.mjs";

/** How long Linux tries to connect when nothing answers: six repetitions. */
const connectTimeoutMs = 127_000;

let isOutage = false;
/** @type {Set<net.Socket>} */
const outsideSockets = new Set();

/**
 * Whether hosts outside AWS refuse connections, existing ones included.
 *
 * @param {boolean} value
 */
export function setOutage(value) {
  isOutage = value;
  if (isOutage) for (const socket of outsideSockets) socket.resetAndDestroy();
}

/**
 * Lets the process connect only where its function could: to the stage, to servers of its own, and to the internet if there
 * is egress. Otherwise a connection hangs, as packets lost in a VPC do. Names are answered from the Plan; the machine's
 * resolver is used only for a connection to the internet.
 *
 * @param {import("./settings.d.mts").NetworkSettings} settings
 * @param {(target: { host: string, port: number }) => void} report called once for each target that is not plainly open
 */
export function confineNetwork({ awsPorts, outside, names }, report) {
  const openPorts = new Set(awsPorts);
  const reported = new Set();
  const hosts = hostTable(names);
  const { lookup } = dns;
  answerDns(hosts);

  /** @param {{ host: string, port: number }} target */
  function reportOnce(target) {
    const name = `${target.host}:${target.port}`;
    if (!reported.has(name)) report(target);
    reported.add(name);
  }

  /**
   * The decision on a connection, and the host name if its address stands for one.
   *
   * @param {string} given
   * @param {number} port
   * @returns {{ host: string, outcome: "arrives" | "refused" | "lost", isOutside?: boolean }}
   */
  function decide(given, port) {
    const host = hosts.nameOf(given);
    if (isLoopback(host) && openPorts.has(port)) return { host, outcome: "arrives" };
    const isAws = /(^|\.)amazonaws\.com$/.test(host);
    if (isAws || outside !== "open") reportOnce({ host, port });
    if (!(hosts.placeOf(host)?.isReachable ?? outside !== "closed"))
      return { host, outcome: "lost" };
    return { host, outcome: isAws || isOutage ? "refused" : "arrives", isOutside: true };
  }

  /**
   * The machine's lookup, or a client's, whose answer may be from the table of names.
   *
   * @param {any} given
   * @returns {any}
   */
  function lookupFor(given) {
    if (typeof given !== "function") return lookup;
    return (/** @type {string} */ asked, /** @type {any} */ options, /** @type {any} */ done) =>
      given(asked, options, (/** @type {unknown} */ error, /** @type {any} */ ...found) => {
        const [first] = [found[0]].flat();
        const address = String(first?.address ?? first);
        const name = hosts.nameOf(address);
        return error || name === address ? done(error, ...found) : lookup(name, options, done);
      });
  }

  const { connect } = net.Socket.prototype;
  /** @param {any[]} args */
  net.Socket.prototype.connect = function (...args) {
    // @ts-expect-error Node's own reading of the arguments, which it has not documented
    const [options, onConnect] = Array.isArray(args[0]) ? args[0] : net._normalizeArgs(args);
    if (options.path) return connect.apply(this, /** @type {any} */ (args));
    const target = { host: options.host ?? "localhost", port: Number(options.port) };
    const { local } = hosts.placeOf(hosts.nameOf(target.host)) ?? {};
    if (local?.port === target.port)
      return connect.call(this, { ...options, host: "127.0.0.1", port: local.at }, onConnect);
    // A name that does not exist fails before any packet.
    if (hosts.addressesOf(target.host).length === 0)
      return connect.call(this, { ...options, lookup: dns.lookup }, onConnect);
    const { host, outcome, isOutside } = decide(target.host, target.port);
    if (outcome === "refused") return refuse(this, { ...target, host });
    if (outcome === "lost") return hang(this, { ...target, host }, onConnect);
    if (isOutside) outsideSockets.add(this.once("close", () => outsideSockets.delete(this)));
    return connect.call(this, { ...options, host, lookup: lookupFor(options.lookup) }, onConnect);
  };

  confineDatagrams(
    (host, port) => (isLoopback(host) ? { host, outcome: "arrives" } : decide(host, port)),
    lookupFor,
  );

  const { listen } = net.Server.prototype;
  /** @param {any[]} args */
  net.Server.prototype.listen = function (...args) {
    this.once("listening", () => {
      const address = this.address();
      if (address !== null && typeof address === "object") openPorts.add(address.port);
    });
    return listen.apply(this, /** @type {any} */ (args));
  };
}

/** @param {string} host */
function isLoopback(host) {
  return host === "localhost" || host === "::1" || host.startsWith("127.");
}

/**
 * @param {net.Socket} socket
 * @param {{ host: string, port: number }} target
 * @param {(() => void) | null} onConnect
 */
function hang(socket, target, onConnect) {
  Object.assign(socket, { connecting: true });
  if (onConnect) socket.once("connect", onConnect);
  const timer = setTimeout(
    () => socket.destroy(connectError("ETIMEDOUT", target)),
    connectTimeoutMs,
  );
  socket.once("close", () => clearTimeout(timer));
  return socket;
}

/**
 * @param {net.Socket} socket
 * @param {{ host: string, port: number }} target
 */
function refuse(socket, target) {
  Object.assign(socket, { connecting: true });
  process.nextTick(() => socket.destroy(connectError("ECONNREFUSED", target)));
  return socket;
}

/**
 * @param {"ETIMEDOUT" | "ECONNREFUSED"} code
 * @param {{ host: string, port: number }} target
 */
function connectError(code, { host, port }) {
  return Object.assign(new Error(`connect ${code} ${host}:${port}`), {
    errno: -constants.errno[code],
    code,
    syscall: "connect",
    address: host,
    port,
  });
}
