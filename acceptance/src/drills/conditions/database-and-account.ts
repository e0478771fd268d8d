import { Client } from "pg";
import type { Drill } from "../drill.ts";
import type { DrillStage } from "../drill-stage.ts";

const hourMs = 60 * 60_000;
const gibibyte = 1024 ** 3;

function ofCluster(stage: DrillStage, name: string, unit: "Percent" | "Bytes") {
  const { clusterIdentifier } = stage.database();
  const dimensions = { DBClusterIdentifier: clusterIdentifier };
  return { namespace: "AWS/RDS", name, unit, dimensions } as const;
}

const connections: Drill = {
  name: "database-at-its-limit",
  runbook: "database-at-its-limit",
  how: "caused",
  fires: () => ["DatabaseConnections"],
  withinMinutes: 6,
  async cause(stage) {
    const { logicalName: database, maxConnections } = stage.database();
    const wanted = Math.ceil(0.85 * maxConnections);
    stage.fault({ kind: "connections-taken", database, connections: wanted });
    const isOpen = async () => {
      const [row] = await stage.scenario.query<{ count: string }>(
        "select count(*) from pg_stat_activity where backend_type = 'client backend'",
      );
      return Number(row?.count) >= wanted;
    };
    await stage.scenario.waitUntil(isOpen, { skip: false });
  },
};

const capacity: Drill = {
  name: "database-at-its-capacity",
  runbook: "database-at-its-limit",
  how: "injected",
  fires: () => ["DatabaseCapacity"],
  withinMinutes: 15,
  async eachMinute(stage) {
    stage.inject(ofCluster(stage, "ACUUtilization", "Percent"), 98);
  },
};

const storage: Drill = {
  name: "database-is-large",
  runbook: "database-at-its-limit",
  how: "injected",
  fires: () => ["DatabaseStorage"],
  withinMinutes: 65,
  async cause(stage) {
    stage.inject(ofCluster(stage, "VolumeBytesUsed", "Bytes"), 1_000 * gibibyte);
  },
  async fix(stage) {
    stage.jump(2 * hourMs);
  },
};

const deadlocks: Drill = {
  name: "database-deadlocks",
  runbook: "database-at-its-limit",
  how: "caused",
  fires: () => ["DatabaseDeadlocks"],
  // Postgres counts a deadlock some real seconds after it, in which many minutes are skipped.
  withinMinutes: 600,
  cause: async (stage) => lockEachOther(stage.operatorDatabaseUrl()),
};

/** Two sessions take the same two rows in opposite order. Postgres ends one of them after a second. */
async function lockEachOther(connectionString: string): Promise<void> {
  const [first, second] = [new Client({ connectionString }), new Client({ connectionString })];
  await Promise.all([first.connect(), second.connect()]);
  try {
    await first.query("create table drill_locks (id int primary key)");
    await first.query("insert into drill_locks values (1), (2)");
    const take = (client: Client, id: number) =>
      client.query("select from drill_locks where id = $1 for update", [id]);
    await Promise.all([first.query("begin"), second.query("begin")]);
    await take(first, 1);
    await take(second, 2);
    const ends = await Promise.allSettled([take(first, 2), take(second, 1)]);
    if (ends.every(({ status }) => status === "fulfilled"))
      throw new Error("There was no deadlock.");
    await Promise.all([first.query("rollback"), second.query("rollback")]);
    await first.query("drop table drill_locks");
  } finally {
    await Promise.all([first.end(), second.end()]);
  }
}

const accountConcurrency: Drill = {
  name: "account-at-its-concurrency",
  runbook: "throttled",
  how: "caused",
  fires: () => ["AccountConcurrency"],
  withinMinutes: 6,
  async cause(stage) {
    const executions = Math.floor(0.9 * Number(stage.scenario.plan.outputs.accountConcurrency));
    stage.fault({ kind: "concurrency-taken", executions });
  },
  async eachMinute(stage) {
    await stage.invoke("PaymentWebhook");
  },
  explains: (alarm) => alarm.startsWith("PaymentWebhook"),
};

const recursion: Drill = {
  name: "recursion-is-stopped",
  runbook: "recursion",
  how: "caused",
  fires: () => ["RecursionStopped"],
  explains: (alarm) => /^Orders(DeadLetters|Age)/.test(alarm),
  withinMinutes: 20,
  async cause(stage) {
    await stage.sendAfterHops("Orders", "OrderPipeline", 16);
  },
  discards: ["Orders", "OrdersDeadLetters"],
};

export const databaseAndAccount: readonly Drill[] = [
  connections,
  capacity,
  storage,
  deadlocks,
  accountConcurrency,
  recursion,
];
