import dgram from "node:dgram";

/**
 * Sends datagrams only where connections are possible. Others are lost without an error.
 *
 * @param {(host: string, port: number) => { host: string, outcome: "arrives" | "refused" | "lost" }} decide
 * @param {(given: unknown) => any} lookupFor how a socket finds the address of a name
 */
export function confineDatagrams(decide, lookupFor) {
  const { createSocket } = dgram;
  dgram.createSocket = (/** @type {any} */ given, /** @type {any[]} */ ...listener) => {
    const options = typeof given === "string" ? { type: given } : given;
    return createSocket({ ...options, lookup: lookupFor(options?.lookup) }, ...listener);
  };

  const { connect, send } = dgram.Socket.prototype;
  /** Sockets that are connected to an unreachable host. */
  const lost = new WeakSet();

  /** @param {any[]} args */
  dgram.Socket.prototype.connect = function (...args) {
    const [port, ...rest] = args;
    if (typeof rest[0] !== "string") return connect.apply(this, /** @type {any} */ (args));
    const { host, outcome } = decide(rest[0], Number(port));
    if (outcome === "arrives") return connect.call(this, port, host, rest[1]);
    lost.add(this);
    if (rest[1]) this.once("connect", rest[1]);
    process.nextTick(() => this.emit("connect"));
  };

  /** @param {any[]} args */
  dgram.Socket.prototype.send = function (...args) {
    if (!lost.has(this)) {
      // send(message, port, host) or send(message, offset, length, port, host); a connected socket names no host.
      const at = typeof args[3] === "number" ? 4 : 2;
      if (typeof args[at] !== "string") return send.apply(this, /** @type {any} */ (args));
      const { host, outcome } = decide(args[at], Number(args[at - 1]));
      if (outcome === "arrives") return send.apply(this, /** @type {any} */ (args.with(at, host)));
    }
    const done = args.at(-1);
    if (typeof done === "function") process.nextTick(done, null, 0);
  };
}
