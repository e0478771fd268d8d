import { execFile } from "node:child_process";
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { Client } from "pg";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { writeOwner } from "./external-owner.ts";
import { locatePostgres, removePostgres } from "./postgres-location.ts";
import { postgresPrograms } from "./postgres-programs.ts";
import { type PostgresOptions, type PostgresServer, startPostgres } from "./postgres-server.ts";
import { waitUntilUnlocked } from "./postmaster-lock.ts";
import { removeAbandoned } from "./remove-abandoned.ts";

const run = promisify(execFile);
const isRoot = process.getuid?.() === 0;
const base = mkdtempSync(join(tmpdir(), "stagecraft-server-"));
/** One for most tests, since making it takes longer than everything else. */
const directory = join(base, "postgres");
let started: PostgresServer[] = [];

beforeAll(() => chmodSync(base, 0o711));

afterEach(async () => {
  for (const server of started) {
    await server.stop();
    await server.ended;
    expect(() => process.kill(-server.pid, 0)).toThrow("ESRCH");
    expect(existsSync(server.socketDirectory)).toBe(false);
  }
  started = [];
});

afterAll(() => {
  removePostgres(directory);
  rmSync(base, { recursive: true });
});

async function start(options: Partial<PostgresOptions> = {}): Promise<PostgresServer> {
  const defaults = {
    directory,
    maxConnections: 20,
    superuser: "rdsadmin",
    template: "",
    register() {},
  };
  const server = await startPostgres({ ...defaults, ...options });
  started.push(server);
  return server;
}

async function ask(url: string, ...statements: string[]): Promise<unknown> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    let rows: Record<string, unknown>[] = [];
    for (const statement of statements) ({ rows } = await client.query(statement));
    return Object.values(rows[0] ?? {})[0];
  } finally {
    await client.end();
  }
}

test("an interrupted first start is repeated", async () => {
  const { dataDirectory } = locatePostgres(directory);
  mkdirSync(`${dataDirectory}.partial`);
  writeFileSync(join(`${dataDirectory}.partial`, "PG_VERSION"), "18");
  const { url } = await start();
  expect(await ask(url, "select 1")).toBe(1);
});

test("copies of one template have the same files, and are independent", async () => {
  const template = join(base, "template");
  const others = ["first", "second"].map((name) => join(base, name));
  const urls: string[] = [];
  for (const other of others) urls.push((await start({ directory: other, template })).url);
  const identifiers = await Promise.all(
    urls.map((url) => ask(url, "select system_identifier::text from pg_control_system()")),
  );
  expect(identifiers[1]).toBe(identifiers[0]);
  await ask(urls[0] ?? "", "create table only_here ()");
  expect(await ask(urls[1] ?? "", "select to_regclass('only_here')")).toBeNull();
  const { url } = await start();
  expect(await ask(url, "select system_identifier::text from pg_control_system()")).not.toBe(
    identifiers[0],
  );
});

test("the process is registered before Postgres takes connections, and leads its own group", async () => {
  const registered: { pid: number; sockets: string[] }[] = [];
  const server = await start({
    register(pid) {
      const sockets = readdirSync(readFileSync(join(directory, "sockets"), "utf8").trim());
      registered.push({ pid, sockets });
    },
  });
  expect(registered).toEqual([{ pid: server.pid, sockets: ["owner"] }]);
  expect(() => process.kill(-server.pid, 0)).not.toThrow();
});

test("it is a Postgres 18 with the settings asked for, in UTC, that sorts as en_US does", async () => {
  const { url } = await start();
  expect(await ask(url, "show server_version")).toMatch(/^18\./);
  expect(await ask(url, "show max_connections")).toBe("20");
  expect(await ask(url, "show timezone")).toBe("UTC");
  expect(await ask(url, "show data_checksums")).toBe("on");
  const sorted = "select string_agg(t, '' order by t) from unnest(array['b', 'C', 'a', 'B']) t";
  expect(await ask(url, sorted)).toBe("abBC");
});

test("over TCP it needs the superuser's password", async () => {
  const { port, url } = await start();
  await ask(url, "create role someone login password 'known'");
  const refused = (who: string) => ask(`postgres://${who}@127.0.0.1:${port}/postgres`, "select 1");
  await expect(refused("rdsadmin:wrong")).rejects.toMatchObject({ code: "28P01" });
  await expect(refused("someone:known")).rejects.toMatchObject({ code: "28000" });
  expect(statSync(join(directory, "superuser-password")).mode & 0o777).toBe(0o600);
});

test("its socket is in a folder that no other user can enter", async () => {
  const { socketDirectory } = await start();
  expect(statSync(socketDirectory).mode & 0o777).toBe(0o700);
});

test("committed data survive kill -9", async () => {
  const killed = await start();
  await ask(killed.url, "create table t (n int)", "insert into t values (41), (1)");
  const busy = new Client({ connectionString: killed.url });
  busy.on("error", () => {});
  await busy.connect();
  await busy.query("begin; insert into t values (1000)");
  const cut = expect(busy.query("select pg_sleep(600)")).rejects.toThrow();
  process.kill(-killed.pid, "SIGKILL");

  const { url } = await start();
  await cut;
  expect(await ask(url, "select sum(n)::int from t")).toBe(42);
});

test("a start waits for an earlier Postgres that is still shutting down", async () => {
  const former = await start();
  const stopped = former.stop();
  const { url } = await start();
  expect(await ask(url, "select 1")).toBe(1);
  await stopped;
});

test("a Postgres that still runs on the data is named, and keeps running", async () => {
  const { pid } = await start();
  const { dataDirectory } = locatePostgres(directory);
  await expect(waitUntilUnlocked(dataDirectory, 0)).rejects.toThrow(`kill -QUIT ${pid}`);
});

test("a lock file whose process id belongs to another program does not prevent a start", async () => {
  const former = await start();
  const lock = join(locatePostgres(directory).dataDirectory, "postmaster.pid");
  const lines = readFileSync(lock, "utf8").split("\n");
  await former.stop();
  writeFileSync(lock, [process.pid, ...lines.slice(1)].join("\n"));
  const { url } = await start();
  expect(await ask(url, "select 1")).toBe(1);
});

test("a Postgres that does not start is an error with its log, and leaves no process and no socket folder", async () => {
  const wrong = start({ settings: { shared_buffers: "plenty" } });
  await expect(wrong).rejects.toThrow(/invalid value for parameter "shared_buffers": "plenty"/);
  expect(existsSync(join(directory, "sockets"))).toBe(false);
});

if (isRoot) {
  test("below a folder of mode 700, root's Postgres keeps its data outside until it is removed", async () => {
    const closed = join(base, "closed");
    mkdirSync(closed, { mode: 0o700 });
    const home = join(closed, "postgres");
    const first = await start({ directory: home });
    const { dataDirectory } = locatePostgres(home);
    const outside = dirname(dataDirectory);
    expect(outside.startsWith(base)).toBe(false);
    expect(readFileSync(join(home, "outside"), "utf8").trim()).toBe(outside);
    await ask(first.url, "create table kept (n int)");
    await first.stop();
    await first.ended;

    // Once outside, it stays there, even when the folder is opened later.
    chmodSync(closed, 0o711);
    const second = await start({ directory: home });
    expect(await ask(second.url, "select count(*)::int from kept")).toBe(0);
    await second.stop();
    await second.ended;
    removePostgres(home);
    expect(existsSync(outside)).toBe(false);
  });

  test("the outside data and sockets of a deleted clone are removed at the next start of another stage", async () => {
    const closed = join(base, "deleted");
    mkdirSync(closed, { mode: 0o700 });
    const home = join(closed, "postgres");
    mkdirSync(home);
    // In the usual folder a stage of another test could remove it first.
    const shared = join(base, "shared");
    const outside = join(shared, `${"0".repeat(16)}-000000`);
    for (const folder of [shared, outside]) {
      mkdirSync(folder);
      chmodSync(folder, 0o711);
    }
    const record = join(realpathSync(home), "outside");
    writeFileSync(record, `${outside}\n`);
    writeOwner(outside, record);
    const { pid, ended } = await startPostgres({
      directory: home,
      maxConnections: 20,
      superuser: "rdsadmin",
      template: "",
      register() {},
    });
    const sockets = readFileSync(join(home, "sockets"), "utf8").trim();
    expect(dirname(locatePostgres(home).dataDirectory)).toBe(outside);
    process.kill(pid, "SIGKILL");
    await ended;
    mkdirSync(sockets, { mode: 0o700 });
    writeFileSync(join(sockets, "owner"), `${join(home, "sockets")}\n`);
    rmSync(closed, { recursive: true });
    const logged: string[] = [];
    await removeAbandoned((line) => logged.push(line), shared);
    expect(existsSync(outside)).toBe(false);
    expect(existsSync(sockets)).toBe(false);
    expect(logged.join("\n")).toMatch(/removed the Postgres data of .* \d+ MB in /);
  });

  test("a copy of a state does not use or remove the data of the original", async () => {
    const closed = join(base, "closed-copied");
    mkdirSync(closed, { mode: 0o700 });
    const home = join(closed, "postgres");
    const { dataDirectory } = locatePostgres(home);
    const outside = dirname(dataDirectory);
    const copy = join(closed, "copy");
    cpSync(home, copy, { recursive: true });
    expect(() => locatePostgres(copy)).toThrow(/is a copy: .* Drop the copy with --fresh/);
    removePostgres(copy);
    expect(existsSync(outside)).toBe(true);
    removePostgres(home);
    expect(existsSync(outside)).toBe(false);
  });

  test("missing outside data are an error, and are not created again silently", () => {
    const closed = join(base, "closed-lost");
    mkdirSync(closed, { mode: 0o700 });
    const home = join(closed, "postgres");
    rmSync(dirname(locatePostgres(home).dataDirectory), { recursive: true });
    expect(() => locatePostgres(home)).toThrow(/which is gone\. Drop the rest .* --fresh/);
  });

  test("programs below a folder of mode 700 are copied to where root's Postgres can execute them", async () => {
    const closed = join(base, "closed-programs");
    mkdirSync(closed, { mode: 0o700 });
    const installed = join(closed, "package", "native");
    cpSync(postgresPrograms(), installed, { recursive: true, verbatimSymlinks: true });
    cpSync(join(postgresPrograms(), "..", "package.json"), join(closed, "package", "package.json"));
    const home = join(closed, "postgres");
    const { programs, account } = locatePostgres(home, installed);
    expect(programs.startsWith(base)).toBe(false);
    const { stdout } = await run(join(programs, "bin", "postgres"), ["--version"], { ...account });
    expect(stdout).toMatch(/^postgres \(PostgreSQL\) 18\./);
    removePostgres(home);
    expect(existsSync(programs)).toBe(false);
  });

  test("a person who is not root runs Postgres as themselves, with the data inside", async () => {
    const nobody = { uid: 65534, gid: 65534 };
    const own = join(base, "own");
    mkdirSync(own);
    chownSync(own, nobody.uid, nobody.gid);
    const script = `
      const { startPostgres } = await import(${JSON.stringify(join(import.meta.dirname, "postgres-server.ts"))});
      const directory = ${JSON.stringify(own)};
      const server = await startPostgres({ directory, maxConnections: 20, superuser: "rdsadmin", template: "", register() {} });
      await server.stop();
      await server.ended;
      console.log(process.getuid(), "stopped");`;
    const { stdout } = await run(
      process.execPath,
      ["--input-type=module", "--eval", script],
      nobody,
    );
    expect(stdout.trim()).toBe("65534 stopped");
    expect(existsSync(join(own, "data", "PG_VERSION"))).toBe(true);
  });
}
