import type { Caller } from "../../common/caller.ts";
import type { TemporaryCredentials } from "../../iam/credentials.ts";

/** The execution environment that a port of the proxy was opened for. */
export type DatabaseClient = {
  readonly environmentId: string;
  readonly caller: Caller;
  readonly credentials: TemporaryCredentials;
};

/** What a client sent to log in. */
export type DatabaseLogin = {
  readonly client: DatabaseClient;
  /** The port of the proxy that it came through. */
  readonly port: number;
  readonly user: string;
  readonly database: string;
  readonly password: string;
};

/** A refusal has Postgres's SQLSTATE and message. */
export type LoginOutcome =
  | { readonly ok: true }
  | { readonly ok: false; readonly sqlstate: string; readonly message: string };
