import dgram from "node:dgram";
import net from "node:net";
import { constants } from "node:os";

/** How long Linux goes on asking for a connection when nothing answers: its six repetitions. */
const patienceMs = 127_000;

let isOutage = false;
/** @type {Set<net.Socket>} */
const outsideSockets = new Set();

/**
 * Whether what is outside AWS refuses connections, those from before included.
 *
 * @param {boolean} value
 */
export function setOutage(value) {
  isOutage = value;
  if (isOutage) for (const socket of outsideSockets) socket.resetAndDestroy();
}

/**
 * Lets the process connect only where its function could: to what stands in for AWS here, to servers of its own, and
 * to the world outside if there is a way. Otherwise a connection hangs, as packets lost in a VPC do.
 *
 * @param {import("./settings.d.mts").NetworkSettings} settings
 * @param {(target: { host: string, port: number }) => void} tell called once for each target that is not plainly open
 */
export function confineNetwork({ awsPorts, outside }, tell) {
  const openPorts = new Set(awsPorts);
  const told = new Set();

  /** @param {{ host: string, port: number }} target */
  function tellOnce(target) {
    const name = `${target.host}:${target.port}`;
    if (!told.has(name)) tell(target);
    told.add(name);
  }

  const { connect } = net.Socket.prototype;
  /** @param {any[]} args */
  net.Socket.prototype.connect = function (...args) {
    // @ts-expect-error Node's own reading of the arguments, which it has not documented
    const [options, onConnect] = Array.isArray(args[0]) ? args[0] : net._normalizeArgs(args);
    const { path, host = "localhost", port } = options;
    const target = { host, port: Number(port) };
    if (path || (isLoopback(host) && openPorts.has(target.port)))
      return connect.apply(this, /** @type {any} */ (args));
    const isAws = /(^|\.)amazonaws\.com$/.test(host);
    if (outside !== "open" || isAws) tellOnce(target);
    if (isAws) return refuse(this, target);
    if (isOutage && outside !== "closed") return refuse(this, target);
    outsideSockets.add(this);
    this.once("close", () => outsideSockets.delete(this));
    return outside === "closed"
      ? hang(this, target, onConnect)
      : connect.apply(this, /** @type {any} */ (args));
  };

  const { listen } = net.Server.prototype;
  /** @param {any[]} args */
  net.Server.prototype.listen = function (...args) {
    this.once("listening", () => {
      const address = this.address();
      if (address !== null && typeof address === "object") openPorts.add(address.port);
    });
    return listen.apply(this, /** @type {any} */ (args));
  };

  const { send } = dgram.Socket.prototype;
  /** @param {any[]} args */
  dgram.Socket.prototype.send = function (...args) {
    const [port, host = "localhost"] = typeof args[3] === "number" ? args.slice(3) : args.slice(1);
    if (outside !== "closed" || isLoopback(host))
      return send.apply(this, /** @type {any} */ (args));
    tellOnce({ host, port });
    const done = args.at(-1);
    if (typeof done === "function") process.nextTick(done, null, 0);
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
  const timer = setTimeout(() => socket.destroy(connectError("ETIMEDOUT", target)), patienceMs);
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
