import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect as connectTls } from "node:tls";
import { AwsV4Signer } from "aws4fetch";
import { Client, type ClientConfig } from "pg";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import {
  startThrowawayPostgres,
  type ThrowawayPostgres,
} from "../../../testing/throwaway-postgres.ts";
import type { Permission } from "../../common/operation.ts";
import {
  type CertificateAuthority,
  certificateAuthority,
} from "../certificates/certificate-authority.ts";
import { prepareCluster } from "../postgres/prepare-cluster.ts";
import type { DatabaseClient } from "./database-login.ts";
import {
  type Admission,
  createDatabaseProxy,
  type DatabasePort,
  type DatabaseProxy,
} from "./database-proxy.ts";
import { createLoginAuthenticator, type LoginRefused } from "./login-authenticator.ts";
import { openRoleDirectory, type RoleDirectory } from "./role-directory.ts";

const minuteMs = 60_000;
const nowMs = Date.UTC(2027, 1, 3, 4, 5, 6);
const region = "eu-west-1";
const database = {
  logicalName: "Database",
  clusterIdentifier: "orders",
  instanceIdentifiers: ["orders-1"],
  clusterResourceId: "cluster-ABCDEF",
  host: "orders.cluster-abc.eu-west-1.rds.amazonaws.com",
  port: 5432,
  databaseName: "orders",
  masterUsername: "postgres",
  masterPassword: "the master's own password",
  iamAuthentication: true,
  engineVersion: "18.1",
  maxConnections: 16,
  securityGroupIds: [],
};
const connectAsApp = {
  action: "rds-db:connect",
  resource: "arn:aws:rds-db:eu-west-1:123456789012:dbuser:cluster-ABCDEF/orders_app",
};

let directory: string;
let authority: CertificateAuthority;
let postgres: ThrowawayPostgres;
let roles: RoleDirectory;
let proxy: DatabaseProxy;
let orders: DatabasePort;
let relay: DatabasePort;
let refused: LoginRefused[] = [];
let unavailable: unknown[] = [];
let asked: Permission[] = [];
let admission: Admission = { ok: true };
let mayConnect = true;
const closings: (() => unknown)[] = [];

function environment(environmentId: string): DatabaseClient {
  return {
    environmentId,
    caller: { kind: "role", roleArn: `arn:aws:iam::123456789012:role/${environmentId}` },
    credentials: {
      accessKeyId: `ASIA${environmentId.toUpperCase()}`,
      secretAccessKey: `secret of ${environmentId}`,
      sessionToken: `session/of+${environmentId}==`,
    },
  };
}

async function tokenOf(
  environmentId: string,
  options: { port?: number; user?: string; signedAtMs?: number } = {},
): Promise<string> {
  const query = `Action=connect&DBUser=${options.user ?? "orders_app"}&X-Amz-Expires=900`;
  const signer = new AwsV4Signer({
    ...environment(environmentId).credentials,
    url: `https://127.0.0.1:${options.port ?? orders.port}/?${query}`,
    region,
    service: "rds-db",
    datetime: new Date(options.signedAtMs ?? nowMs).toISOString().replaceAll(/[-:]|\.\d+/g, ""),
    signQuery: true,
  });
  return (await signer.sign()).url.href.replace("https://", "");
}

async function logIn(config: ClientConfig = {}): Promise<Client> {
  const client = new Client({
    host: "127.0.0.1",
    port: orders.port,
    user: "orders_app",
    password: () => tokenOf("orders"),
    database: "orders",
    ssl: { ca: authority.ca },
    ...config,
  });
  client.on("error", () => {});
  await client.connect();
  closings.push(() => client.end());
  return client;
}

const asMaster = { user: "postgres", password: database.masterPassword };

async function ask(client: Client, statement: string): Promise<unknown> {
  const { rows } = await client.query({ text: statement, rowMode: "array" });
  return rows[0]?.[0];
}

async function until(statement: string): Promise<void> {
  const admin = new Client({ connectionString: postgres.url });
  await admin.connect();
  while ((await ask(admin, statement)) !== true);
  await admin.end();
}

async function closeAll(): Promise<void> {
  await Promise.all(closings.splice(0).map((close) => close()));
}

function endOf(client: Client): Promise<unknown> {
  return new Promise((resolve) => client.once("end", () => resolve(undefined)));
}

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), "stagecraft-proxy-"));
  authority = certificateAuthority({ directory, hosts: [database.host], nowMs: Date.now() });
  postgres = await startThrowawayPostgres(database.maxConnections);
  await prepareCluster({ url: postgres.url, ...database });
  roles = openRoleDirectory({ ...postgres, superuser: "rdsadmin" });
  proxy = createDatabaseProxy({
    tls: authority,
    upstream: postgres,
    authenticate: createLoginAuthenticator({
      database,
      region,
      accountId: "123456789012",
      roles,
      nowMs: () => nowMs,
      allow(_, permission) {
        asked.push(permission);
        return mayConnect
          ? { allowed: true }
          : { allowed: false, explanation: "no policy allows it" };
      },
      report: (event) => refused.push(event),
    }),
    admit: () => admission,
    unavailable: (_, cause) => unavailable.push(cause),
  });
  orders = await proxy.listen(environment("orders"));
  relay = await proxy.listen(environment("relay"));
  const master = await logIn(asMaster);
  await master.query(`
    create role orders_app login; grant rds_iam to orders_app;
    create role reader login password 'kept by Postgres alone'`);
});

afterEach(async () => {
  await closeAll();
  [refused, unavailable, asked, admission, mayConnect] = [[], [], [], { ok: true }, true];
});

afterAll(async () => {
  await proxy.close();
  await roles.close();
  await postgres.remove();
  rmSync(directory, { recursive: true });
});

// https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/UsingWithRDS.IAMDBAuth.html
// https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/UsingWithRDS.IAMDBAuth.IAMPolicy.html
test("a role with rds_iam logs in with a token and the permission rds-db:connect", async () => {
  const client = await logIn();
  expect(await ask(client, "select current_user::text")).toBe("orders_app");
  expect(asked).toEqual([connectAsApp]);
  expect(refused).toEqual([]);
});

test("the master user logs in with its password, and IAM is not asked", async () => {
  const client = await logIn(asMaster);
  expect(await ask(client, "select current_user::text")).toBe("postgres");
  expect(asked).toEqual([]);
});

test("a role with a password from a migration logs in with it", async () => {
  const client = await logIn({ user: "reader", password: "kept by Postgres alone" });
  expect(await ask(client, "select current_user::text")).toBe("reader");
});

test.each<[what: string, password: () => string | Promise<string>, reason: RegExp]>([
  ["expired", () => tokenOf("orders", { signedAtMs: nowMs - 15 * minuteMs }), /expired/],
  ["signed by another environment", () => tokenOf("relay"), /not this environment's key/],
  ["for another environment's port", () => tokenOf("orders", { port: relay.port }), /is for 127/],
  ["for another user", () => tokenOf("orders", { user: "reader" }), /is for user reader/],
  ["changed", async () => (await tokenOf("orders")).replace(/.$/, "x"), /signature/],
  ["no token at all", () => database.masterPassword, /not an IAM authentication token/],
])("a token that is %s is refused as RDS refuses it", async (_, password, reason) => {
  await expect(logIn({ password })).rejects.toMatchObject({
    severity: "FATAL",
    code: "28000",
    message: 'PAM authentication failed for user "orders_app"',
  });
  expect(asked).toEqual([]);
  expect(refused).toMatchObject([
    { environmentId: "orders", user: "orders_app", permission: connectAsApp, reason },
  ]);
});

test("without the permission a valid token is refused, and the report names the permission", async () => {
  mayConnect = false;
  const message = 'PAM authentication failed for user "orders_app"';
  await expect(logIn()).rejects.toMatchObject({ code: "28000", message });
  expect(refused).toEqual([
    {
      kind: "database-login-refused",
      environmentId: "orders",
      caller: environment("orders").caller,
      user: "orders_app",
      permission: connectAsApp,
      reason: "no policy allows it",
    },
  ]);
});

test.each(["postgres", "reader", "nobody_knows"])(
  "a wrong password of %s is refused",
  async (user) => {
    const message = `password authentication failed for user "${user}"`;
    const wrong = logIn({ user, password: "wrong" });
    await expect(wrong).rejects.toMatchObject({ code: "28P01", message });
    expect(refused).toMatchObject([{ user, reason: expect.any(String) }]);
    expect(refused[0]).not.toHaveProperty("permission");
  },
);

test("RDS's own superuser cannot log in", async () => {
  const login = logIn({ user: "rdsadmin", password: "any" });
  await expect(login).rejects.toMatchObject({ code: "28000", message: /^pg_hba\.conf rejects/ });
});

// https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraPostgreSQL.Security.html
test("a login without TLS is refused, as with rds.force_ssl", async () => {
  await expect(logIn({ ...asMaster, ssl: false })).rejects.toMatchObject({
    code: "28000",
    message:
      'no pg_hba.conf entry for host "127.0.0.1", user "postgres", database "orders", no encryption',
  });
});

test("a client without the stage's CA does not connect", async () => {
  await expect(logIn({ ssl: {} })).rejects.toThrow(/unable to verify/);
  const other = certificateAuthority({
    directory: join(directory, "2"),
    hosts: [],
    nowMs: Date.now(),
  });
  await expect(logIn({ ssl: { ca: other.ca } })).rejects.toThrow();
  expect(await ask(await logIn(asMaster), "select 1")).toBe(1);
});

test("Postgres's own errors reach the client: a missing database, no connection left", async () => {
  await expect(logIn({ database: "missing" })).rejects.toMatchObject({ code: "3D000" });
  const all = async () => {
    for (let n = 0; n <= database.maxConnections; n += 1) await logIn();
  };
  await expect(all()).rejects.toMatchObject({ code: "53300" });
  await closeAll();
  await until("select count(*) = 0 from pg_stat_activity where usename = 'orders_app'");
});

/** https://www.postgresql.org/docs/18/protocol-flow.html */
test.each(["in the clear", "over TLS"])("a query is cancelled by a request %s", async (how) => {
  const client = await logIn();
  const cancelled = expect(client.query("select pg_sleep(600)")).rejects.toMatchObject({
    code: "57014",
  });
  await until("select count(*) = 1 from pg_stat_activity where query = 'select pg_sleep(600)'");
  const { processID, secretKey } = client as unknown as { processID: number; secretKey: number };
  const request = Buffer.alloc(16);
  for (const [index, value] of [16, 80877102, processID].entries())
    request.writeUInt32BE(value, index * 4);
  request.writeInt32BE(secretKey, 12);
  if (how === "in the clear") open(orders.port).write(request);
  else (await openDirectTls("postgresql")).write(request);
  await cancelled;
});

test("a client that starts with TLS at once is asked for its password if it sends the ALPN protocol", async () => {
  const parameters = Buffer.from("user\0orders_app\0\0");
  const head = Buffer.alloc(8);
  head.writeUInt32BE(head.length + parameters.length, 0);
  head.writeUInt32BE(3 << 16, 4);
  const socket = await openDirectTls("postgresql");
  socket.write(Buffer.concat([head, parameters]));
  const [answer] = (await once(socket, "data")) as [Buffer];
  expect(answer.toString("hex")).toBe("520000000800000003");

  const [refusal] = (await once(await openDirectTls(), "data")) as [Buffer];
  expect(refusal.toString()).toMatch(/FATAL.*08P01.*without ALPN/s);
});

test.each([
  ["another protocol", "GET / HTTP/1.1\r\n\r\n", /08P01.*invalid length/s],
  [
    "bytes behind the request for TLS",
    "\0\0\0\x08\x04\xd2\x16\x2fmore",
    /08P01.*unencrypted data/s,
  ],
])("%s is answered with an error", async (_, bytes, answer) => {
  const socket = open(orders.port);
  socket.write(Buffer.from(bytes, "latin1"));
  const [data] = (await once(socket, "data")) as [Buffer];
  expect(data.toString()).toMatch(answer);
});

// https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html
test("a connection without a network path hangs until the client gives up", async () => {
  admission = { ok: false, how: "hang" };
  const connected = proxy.connections();
  await expect(logIn({ connectionTimeoutMillis: 100 })).rejects.toThrow(/timeout/);
  expect(proxy.connections()).toBeLessThanOrEqual(connected);
  admission = { ok: false, how: "reset" };
  await expect(logIn()).rejects.toMatchObject({ code: "ECONNRESET" });
});

test("a result is sent with backpressure", async () => {
  const client = await logIn();
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection;
  const sent = client.query("select repeat('x', 1000000) as x from generate_series(1, 64) as big");
  stream.pause();
  await until(
    "select count(*) = 1 from pg_stat_activity where query like '%as big' and wait_event = 'ClientWrite'",
  );
  stream.resume();
  expect((await sent).rows.map((row) => row.x.length)).toEqual(Array(64).fill(1_000_000));
});

test("when an environment ends, only its connections are closed", async () => {
  const ending = await proxy.listen(environment("ending"));
  const token = { password: () => tokenOf("ending", { port: ending.port }) };
  const cut = await logIn({ port: ending.port, ...token });
  const kept = await logIn();
  const connected = proxy.connections();
  const ended = endOf(cut);
  await ending.close();
  await ended;
  await expect.poll(proxy.connections).toBeLessThan(connected);
  expect(await ask(kept, "select 1")).toBe(1);
  await expect(logIn({ port: ending.port, ...token })).rejects.toMatchObject({
    code: "ECONNREFUSED",
  });
  await until("select count(*) <= 2 from pg_stat_activity where usename = 'orders_app'");
});

test("when Postgres cannot be reached, the client gets an error", async () => {
  const client = await logIn();
  const ended = endOf(client);
  await postgres.stop();
  await ended;
  const message = "the database system is not accepting connections";
  await expect(logIn()).rejects.toMatchObject({ code: "57P03", message });
  expect(unavailable).toHaveLength(1);
});

function open(port: number): Socket {
  const socket = connect(port, "127.0.0.1");
  closings.push(() => socket.destroy());
  return socket;
}

async function openDirectTls(...protocols: string[]) {
  const socket = connectTls({
    host: "127.0.0.1",
    port: orders.port,
    ca: authority.ca,
    ALPNProtocols: protocols,
  });
  closings.push(() => socket.destroy());
  await once(socket, "secureConnect");
  return socket;
}
