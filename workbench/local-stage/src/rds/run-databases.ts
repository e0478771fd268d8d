import { join } from "node:path";
import type { Network, NetworkCaller } from "@stagecraft/plan/network/network";
import type { Plan } from "@stagecraft/plan/plan";
import type { DatabaseDefinition } from "@stagecraft/plan/resources/rds/database-definition";
import type { Caller } from "../common/caller.ts";
import type { Authority } from "../iam/authority.ts";
import type { Processes } from "../stage/processes.ts";
import type { Reports } from "../stage/report.ts";
import type { CertificateAuthority } from "./certificates/certificate-authority.ts";
import { crashPostgres } from "./postgres/crash-postgres.ts";
import { startPostgres } from "./postgres/postgres-server.ts";
import { prepareCluster } from "./postgres/prepare-cluster.ts";
import { openStatistics, type StatisticsReader } from "./postgres/read-statistics.ts";
import { createDatabaseProxy, type DatabaseProxy } from "./proxy/database-proxy.ts";
import { createLoginAuthenticator } from "./proxy/login-authenticator.ts";
import { openRoleDirectory } from "./proxy/role-directory.ts";

/** A database of the Plan as it runs here. */
export type RunningDatabase = {
  readonly database: DatabaseDefinition;
  readonly proxy: DatabaseProxy;
  readonly statistics: StatisticsReader;
  /** The operator's direct connection, without the proxy. */
  readonly operatorUrl: string;
  /** Crashes Postgres, which then recovers. */
  crash(): Promise<void>;
  stop(): Promise<void>;
};

/** What the databases need of the stage. */
export type DatabaseContext = {
  readonly plan: Plan;
  readonly directory: string;
  readonly callers: readonly NetworkCaller[];
  readonly certificates: CertificateAuthority;
  readonly authority: Authority;
  readonly network: Network;
  readonly processes: Processes;
  readonly reports: Reports;
  nowMs(): number;
};

/** RDS's own superuser, which users of RDS cannot log in as. */
const superuser = "rdsadmin";

/** Starts the databases of the Plan. When one fails, none is left running. */
export async function runDatabases(
  databases: readonly DatabaseDefinition[],
  context: DatabaseContext,
): Promise<readonly RunningDatabase[]> {
  const starts = await Promise.allSettled(databases.map((each) => runDatabase(each, context)));
  const running = starts.flatMap((start) => (start.status === "fulfilled" ? [start.value] : []));
  const failed = starts.find((start) => start.status === "rejected");
  if (!failed) return running;
  await Promise.all(running.map((database) => database.stop()));
  throw failed.reason;
}

/** Starts Postgres for a database of the Plan, with the proxy that functions reach it through. */
async function runDatabase(
  database: DatabaseDefinition,
  context: DatabaseContext,
): Promise<RunningDatabase> {
  const { plan, authority, network, processes, reports, certificates } = context;
  const server = await startPostgres({
    directory: join(context.directory, "postgres", database.logicalName),
    maxConnections: database.maxConnections,
    superuser,
    register: (pid) => processes.register(pid, "postgres"),
  });
  const stopServer = async () => {
    await server.stop();
    processes.forget(server.pid);
  };
  const { databaseName, masterUsername } = database;
  let statistics: StatisticsReader;
  try {
    await prepareCluster({ url: server.url, databaseName, masterUsername });
    statistics = await openStatistics({ ...server, superuser });
  } catch (error) {
    await stopServer();
    throw error;
  }
  const roles = openRoleDirectory({ ...server, superuser });
  const nameOf = (caller: Caller) =>
    caller.kind === "role" ? (caller.functionName ?? caller.roleArn) : caller.kind;
  const pathOf = (caller: Caller) => {
    const from = context.callers.find(({ name }) => name === nameOf(caller));
    return from ? network.toDatabase(from, database) : ({ open: true } as const);
  };

  const proxy = createDatabaseProxy({
    tls: certificates,
    upstream: server,
    authenticate: createLoginAuthenticator({
      database,
      region: plan.region,
      accountId: plan.accountId,
      roles,
      nowMs: context.nowMs,
      allow(caller, permission) {
        const path = pathOf(caller);
        return authority.authorize(caller, permission, path.open ? path : undefined);
      },
      report: ({ caller, user, permission, reason }) =>
        reports.add({
          kind: "denied",
          key: `denied login ${nameOf(caller)} ${user}`,
          message: permission
            ? `${nameOf(caller)} may not ${permission.action} on ${permission.resource}\n  ${reason}`
            : `${nameOf(caller)} cannot log in to ${database.logicalName} as ${user}: ${reason}`,
        }),
    }),
    admit({ caller }) {
      const path = pathOf(caller);
      if (path.open) return { ok: true };
      reports.add({
        kind: "unreachable",
        key: `unreachable ${nameOf(caller)} ${database.logicalName}`,
        message: `${nameOf(caller)} connects to ${database.logicalName} and gets no answer: ${path.because}`,
      });
      return { ok: false, how: "hang" };
    },
    unavailable: ({ caller }, cause) =>
      reports.add({
        kind: "failed",
        key: `postgres ${database.logicalName}`,
        message: `${nameOf(caller)} could not reach ${database.logicalName}: ${String(cause)}`,
      }),
  });
  return {
    database,
    proxy,
    statistics,
    operatorUrl: server.url.replace(/[^/]*$/, databaseName),
    crash: () => crashPostgres(server.url),
    async stop() {
      await proxy.close();
      await roles.close();
      await statistics.close();
      await stopServer();
    },
  };
}
