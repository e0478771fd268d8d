import { openSuperuserPool, type SuperuserAccess } from "../postgres/open-superuser-pool.ts";

/** What determines how a role logs in. */
type DatabaseRole = {
  readonly superuser: boolean;
  /** Has `rds_iam`, directly or through another role: it logs in by token only. */
  readonly iam: boolean;
  /** As in pg_authid; null when the role has none. */
  readonly passwordVerifier: string | null;
};

/** Looks up the roles of a running Postgres. */
export type RoleDirectory = {
  find(role: string): Promise<DatabaseRole | undefined>;
  close(): Promise<void>;
};

/**
 * Queries Postgres at each login, since migrations create and grant roles at any time. The admin option on `rds_iam` alone,
 * which the master user has, does not count.
 */
export function openRoleDirectory(access: SuperuserAccess): RoleDirectory {
  const pool = openSuperuserPool(access);
  return {
    async find(role) {
      const { rows } = await pool.query<DatabaseRole>({
        name: "find-role",
        text: `select rolsuper as superuser, rolpassword as "passwordVerifier",
                      coalesce(pg_has_role(oid, (select oid from pg_roles where rolname = 'rds_iam'), 'SET'),
                               false) as iam
               from pg_authid where rolname = $1`,
        values: [role],
      });
      return rows[0];
    },
    close: () => pool.end(),
  };
}
