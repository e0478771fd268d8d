import { createHash, timingSafeEqual } from "node:crypto";
import type { DatabaseDefinition } from "@stagecraft/plan/resources/rds/database-definition";
import type { Caller } from "../../common/caller.ts";
import type { Permission } from "../../common/operation.ts";
import type { DatabaseLogin, LoginOutcome } from "./database-login.ts";
import type { RoleDirectory } from "./role-directory.ts";
import { matchesScramVerifier } from "./scram-verifier.ts";
import { verifyIamToken } from "./verify-iam-token.ts";

/** A refused login, for the person at the keyboard: the client gets no reason. */
export type LoginRefused = {
  readonly kind: "database-login-refused";
  readonly environmentId: string;
  readonly caller: Caller;
  readonly user: string;
  /** The permission of the login; absent for a login with a password. */
  readonly permission?: Permission;
  readonly reason: string;
};

/** What the decision about a login needs from the stage. */
export type LoginAuthenticatorOptions = {
  readonly database: DatabaseDefinition;
  readonly region: string;
  readonly accountId: string;
  readonly roles: RoleDirectory;
  /** The stage's clock. */
  readonly nowMs: () => number;
  /** IAM's decision. */
  readonly allow: (
    caller: Caller,
    permission: Permission,
  ) => { readonly allowed: true } | { readonly allowed: false; readonly explanation: string };
  readonly report: (event: LoginRefused) => void;
};

/**
 * Decides logins as RDS does: a role that has `rds_iam` needs a token signed with the caller's own keys and
 * the permission `rds-db:connect`; any other role needs its password. Refusals have RDS's own wording.
 */
export function createLoginAuthenticator(
  options: LoginAuthenticatorOptions,
): (login: DatabaseLogin) => Promise<LoginOutcome> {
  const { database, region, accountId, roles } = options;

  function refuse(
    { client, user }: DatabaseLogin,
    answer: { readonly sqlstate: string; readonly message: string },
    reason: string,
    permission?: Permission,
  ): LoginOutcome {
    const { environmentId, caller } = client;
    const event = { kind: "database-login-refused", environmentId, caller, user, reason } as const;
    options.report(permission === undefined ? event : { ...event, permission });
    return { ok: false, ...answer };
  }

  function decideByToken(login: DatabaseLogin): LoginOutcome {
    const { client, user, port } = login;
    const resource = `arn:aws:rds-db:${region}:${accountId}:dbuser:${database.clusterResourceId}/${user}`;
    const permission = { action: "rds-db:connect", resource };
    const answer = { sqlstate: "28000", message: `PAM authentication failed for user "${user}"` };
    const verified = verifyIamToken(login.password, {
      user,
      endpoints: [`localhost:${port}`, `127.0.0.1:${port}`, `${database.host}:${database.port}`],
      region,
      credentials: client.credentials,
      nowMs: options.nowMs(),
    });
    if (!verified.ok) return refuse(login, answer, verified.reason, permission);
    const decision = options.allow(client.caller, permission);
    return decision.allowed
      ? { ok: true }
      : refuse(login, answer, decision.explanation, permission);
  }

  return async (login) => {
    const { user } = login;
    const role = await roles.find(user);
    if (role?.superuser) {
      const message = `pg_hba.conf rejects connection for host "127.0.0.1", user "${user}", database "${login.database}", SSL encryption`;
      return refuse(login, { sqlstate: "28000", message }, "RDS keeps its superuser to itself");
    }
    if (role?.iam && database.iamAuthentication) return decideByToken(login);
    const accepted =
      role !== undefined &&
      (user === database.masterUsername
        ? equal(login.password, database.masterPassword)
        : await matchesScramVerifier(login.password, role.passwordVerifier ?? ""));
    if (accepted) return { ok: true };
    const message = `password authentication failed for user "${user}"`;
    const reason = role === undefined ? "there is no such role" : "the password is wrong";
    return refuse(login, { sqlstate: "28P01", message }, reason);
  };
}

function equal(one: string, other: string): boolean {
  const [a, b] = [one, other].map((text) => createHash("sha256").update(text).digest());
  return a !== undefined && b !== undefined && timingSafeEqual(a, b);
}
