import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { env } from "node:process";
import { setTimeout as delay } from "node:timers/promises";
import { StageStartError } from "../../stage/stage-start-error.ts";
import { freeLoopbackPort } from "./free-loopback-port.ts";
import { initializeCluster, newSuperuserPassword } from "./initialize-cluster.ts";
import { locatePostgres } from "./postgres-location.ts";
import { launchPostmaster, PostgresStartError, stopPostmaster } from "./postmaster.ts";
import { waitUntilUnlocked } from "./postmaster-lock.ts";
import { makeSocketDirectory, removeSocketDirectory } from "./socket-directory.ts";

/** A running Postgres. */
export type PostgresServer = {
  readonly pid: number;
  /** Has the Unix socket (`.s.PGSQL.<port>`), over which every role logs in without a password. */
  readonly socketDirectory: string;
  readonly port: number;
  /** The superuser's, over loopback TCP with a password: what a person gives to `psql`. */
  readonly url: string;
  /** Resolves when Postgres has ended, by `stop` or by itself. */
  readonly ended: Promise<void>;
  /** Stops it: connections are closed, committed data are kept. Takes at most 17 s. */
  stop(): Promise<void>;
};

/** How to start a Postgres. */
export type PostgresOptions = {
  /**
   * The folder of the data (or of the file that names their folder), the log and the superuser's password. Created when
   * missing.
   */
  readonly directory: string;
  readonly maxConnections: number;
  readonly superuser: string;
  /** More lines of postgresql.conf, by name. */
  readonly settings?: { readonly [name: string]: string };
  /** Keeps one data directory that others are copied from, for tests that start many (default: $STAGECRAFT_POSTGRES_TEMPLATE, if set). */
  readonly template?: string;
  /** Called with the process id before the process is used. It leads a process group. */
  readonly register: (pid: number) => void;
};

const formerPostgresTimeoutMs = 15_000;

/** A port taken by another program since it was found free; processes of a killed Postgres not yet gone. */
const transient =
  /could not create any TCP\/IP sockets|is still in use|lock file .* already exists/;

/**
 * Starts the Postgres of `directory`, and creates it if there is none.
 * @throws Error with Postgres's log when it does not start.
 */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  // biome-ignore lint/style/noProcessEnv: tests start stages in processes of their own, several levels down
  const { directory, superuser, template = env.STAGECRAFT_POSTGRES_TEMPLATE } = options;
  const place = locatePostgres(directory);
  const password = superuserPassword(directory, template);
  await initializeCluster(place, superuser, password, template);
  await waitUntilUnlocked(place.dataDirectory, formerPostgresTimeoutMs);
  const socketDirectory = makeSocketDirectory(directory, place.account);
  const logFile = join(directory, "postgres.log");

  const deadline = performance.now() + formerPostgresTimeoutMs;
  for (;;) {
    const port = await freeLoopbackPort();
    const settings = {
      max_connections: String(options.maxConnections),
      listen_addresses: "127.0.0.1",
      port: String(port),
      unix_socket_directories: socketDirectory,
      ...options.settings,
    };
    try {
      const postmaster = await launchPostmaster(place, settings, logFile, options.register);
      return {
        pid: postmaster.pid,
        socketDirectory,
        port,
        url: `postgres://${superuser}:${password}@127.0.0.1:${port}/postgres`,
        ended: once(postmaster.child, "exit").then(() =>
          removeSocketDirectory(directory, socketDirectory),
        ),
        stop: () => stopPostmaster(postmaster),
      };
    } catch (error) {
      if (!(error instanceof PostgresStartError)) throw error;
      if (!transient.test(error.message) || performance.now() > deadline) {
        removeSocketDirectory(directory);
        throw new StageStartError(
          `Postgres did not start on ${place.dataDirectory} (its log is ${logFile}):\n${error.message}`,
        );
      }
      await delay(50);
    }
  }
}

function superuserPassword(directory: string, template: string | undefined): string {
  const path = join(directory, "superuser-password");
  if (existsSync(path)) return readFileSync(path, "utf8").trim();
  const password = newSuperuserPassword(template);
  writeFileSync(path, `${password}\n`, { mode: 0o600 });
  return password;
}
