import { once } from "node:events";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { type SecureContext, TLSSocket } from "node:tls";
import { ConnectionLostError, readExactly } from "./read-exactly.ts";
import { parseStartupPacket, type StartupPacket, startupPacketLength } from "./startup-packet.ts";

/** A connection with its startup packet, over TLS or not. */
export type OpenConnection = {
  readonly stream: Duplex;
  readonly encrypted: boolean;
  readonly packet: Exclude<StartupPacket, { kind: "ssl-request" | "gss-encryption-request" }>;
};

/** The first byte of a client that starts with TLS at once (`sslnegotiation=direct`). */
const tlsHandshake = 0x16;
const protocolViolation = "08P01";

/**
 * Reads a connection up to its startup or cancel packet, through TLS when the client asks for it.
 * @throws ConnectionLostError when the client disconnects, or TLS fails.
 */
export async function openConnection(
  socket: Socket,
  secureContext: SecureContext,
): Promise<OpenConnection> {
  let stream: Duplex = socket;
  let encrypted = false;
  const invalid = (message: string) => {
    const packet = { kind: "invalid", sqlstate: protocolViolation, message } as const;
    return { stream, encrypted, packet };
  };
  for (;;) {
    const firstFour = await readExactly(stream, 4);
    if (!encrypted && firstFour[0] === tlsHandshake) {
      socket.unshift(firstFour);
      const secured = await secure(socket, secureContext);
      [stream, encrypted] = [secured, true];
      if (secured.alpnProtocol === "postgresql") continue;
      return invalid(
        "received direct SSL connection request without ALPN protocol negotiation extension",
      );
    }
    const length = startupPacketLength(firstFour);
    if (length === undefined) return invalid("invalid length of startup packet");
    const rest = await readExactly(stream, length - 4);
    const packet = parseStartupPacket(Buffer.concat([firstFour, rest]));
    if (packet.kind === "gss-encryption-request") {
      stream.write("N");
    } else if (packet.kind !== "ssl-request") {
      return { stream, encrypted, packet };
    } else if (encrypted) {
      stream.write("N");
    } else if (socket.readableLength > 0) {
      // Bytes before the encryption could be injected.
      return invalid("received unencrypted data after SSL request");
    } else {
      socket.write("S");
      [stream, encrypted] = [await secure(socket, secureContext), true];
    }
  }
}

async function secure(socket: Socket, secureContext: SecureContext): Promise<TLSSocket> {
  const secured = new TLSSocket(socket, {
    isServer: true,
    secureContext,
    ALPNProtocols: ["postgresql"],
  });
  secured.on("error", () => secured.destroy());
  const lost = new AbortController();
  secured.once("close", () => lost.abort());
  await once(secured, "secure", { signal: lost.signal }).catch(() => {
    throw new ConnectionLostError();
  });
  return secured;
}
