import { once } from "node:events";
import { connect, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { SecureContext } from "node:tls";
import type { DatabaseLogin, LoginOutcome } from "./database-login.ts";
import { openConnection } from "./open-connection.ts";
import { pipeStreams } from "./pipe-streams.ts";
import { ConnectionLostError, readExactly } from "./read-exactly.ts";
import { authenticationCleartextPassword, fatalError } from "./server-messages.ts";

/** What a session needs to connect a client to Postgres. */
export type SessionOptions = {
  readonly secureContext: SecureContext;
  /** The Unix socket of Postgres. */
  readonly upstreamPath: string;
  readonly authenticate: (
    login: Pick<DatabaseLogin, "user" | "database" | "password">,
  ) => Promise<LoginOutcome>;
  /** Called when a login could not be checked or passed on, because Postgres cannot be reached. */
  readonly unavailable: (cause: unknown) => void;
};

/** Postgres's own authentication_timeout. */
const loginTimeoutMs = 60_000;
const longestPasswordBytes = 65_535;

/** Serves one connection: TLS, the login, then bytes in both directions until either side ends. */
export async function serveSession(socket: Socket, options: SessionOptions): Promise<void> {
  const timeout = setTimeout(() => socket.destroy(), loginTimeoutMs);
  try {
    await logIn(socket, options);
  } catch (error) {
    if (!(error instanceof ConnectionLostError)) throw error;
    socket.destroy();
  } finally {
    clearTimeout(timeout);
  }
}

async function logIn(socket: Socket, options: SessionOptions): Promise<void> {
  const { stream, encrypted, packet } = await openConnection(socket, options.secureContext);
  // Only a stream that is read notices that the client has disconnected.
  const refuse = (sqlstate: string, message: string) =>
    stream.end(fatalError(sqlstate, message)).resume();
  if (packet.kind === "invalid") return void refuse(packet.sqlstate, packet.message);
  if (packet.kind === "startup") {
    const { user, database } = packet;
    if (!encrypted) {
      const who = `host "${socket.remoteAddress}", user "${user}", database "${database}"`;
      return void refuse("28000", `no pg_hba.conf entry for ${who}, no encryption`);
    }
    const password = await askPassword(stream);
    if (password === undefined) return void refuse("08P01", "invalid password packet");
    const outcome = await options.authenticate({ user, database, password }).catch(unavailable);
    if (!outcome.ok) return void refuse(outcome.sqlstate, outcome.message);
  }
  const upstream = await connectUpstream(options.upstreamPath).catch(unavailable);
  if ("ok" in upstream) return void refuse(upstream.sqlstate, upstream.message);
  upstream.write(packet.bytes);
  pipeStreams(stream, upstream);

  function unavailable(cause: unknown) {
    options.unavailable(cause);
    return {
      ok: false,
      sqlstate: "57P03",
      message: "the database system is not accepting connections",
    } as const;
  }
}

async function askPassword(stream: Duplex): Promise<string | undefined> {
  stream.write(authenticationCleartextPassword);
  const head = await readExactly(stream, 5);
  const length = head.readUInt32BE(1) - 4;
  if (head.toString("latin1", 0, 1) !== "p" || length < 1 || length > longestPasswordBytes) {
    return undefined;
  }
  const body = await readExactly(stream, length);
  return body.at(-1) === 0 ? body.toString("utf8", 0, length - 1) : undefined;
}

async function connectUpstream(path: string): Promise<Socket> {
  const upstream = connect({ path });
  await once(upstream, "connect");
  return upstream;
}
