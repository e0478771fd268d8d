/**
 * The packets with which a client opens a connection, before there are typed messages.
 * https://www.postgresql.org/docs/18/protocol-message-formats.html
 */
export type StartupPacket =
  | { readonly kind: "ssl-request" }
  | { readonly kind: "gss-encryption-request" }
  | { readonly kind: "cancel-request"; readonly bytes: Buffer }
  | {
      readonly kind: "startup";
      readonly user: string;
      readonly database: string;
      /** The packet as it came, to be passed on. */
      readonly bytes: Buffer;
    }
  | { readonly kind: "invalid"; readonly sqlstate: string; readonly message: string };

/** Postgres's own limit. */
const longestPacketBytes = 10_000;

/** The length of the whole packet from its first four bytes; undefined when Postgres would refuse it. */
export function startupPacketLength(firstFour: Buffer): number | undefined {
  const length = firstFour.readUInt32BE(0);
  return length >= 8 && length <= longestPacketBytes ? length : undefined;
}

/** Reads one whole packet. */
export function parseStartupPacket(bytes: Buffer): StartupPacket {
  const code = bytes.readUInt32BE(4);
  if (code === 80877103) return { kind: "ssl-request" };
  if (code === 80877104) return { kind: "gss-encryption-request" };
  if (code === 80877102) return { kind: "cancel-request", bytes };
  const [major, minor] = [code >>> 16, code & 0xffff];
  if (major !== 3) {
    const message = `unsupported frontend protocol ${major}.${minor}: server supports 3.0 to 3.2`;
    return { kind: "invalid", sqlstate: "0A000", message };
  }
  const parameters = new Map<string, string>();
  const strings = bytes.toString("utf8", 8).split("\0");
  for (let i = 0; i + 1 < strings.length && strings[i] !== ""; i += 2) {
    parameters.set(strings[i] ?? "", strings[i + 1] ?? "");
  }
  const user = parameters.get("user");
  if (user === undefined || user === "") {
    const message = "no PostgreSQL user name specified in startup packet";
    return { kind: "invalid", sqlstate: "28000", message };
  }
  return { kind: "startup", user, database: parameters.get("database") || user, bytes };
}
