import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer as createHttpServer } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { env, execPath } from "node:process";
import { fileURLToPath } from "node:url";
import { certificateAuthority } from "@stagecraft/local-stage/rds/certificates/certificate-authority";
import { type FixtureProgram, fixtureProgram } from "@stagecraft/plan/testing/fixture-program";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { type AccountState, callerArn, roomyAccount } from "../../testing/doctor/account-state.ts";
import { awsServer } from "../../testing/doctor/aws-server.ts";
import type { Check } from "./check.ts";

const command = fileURLToPath(new URL("./main.ts", import.meta.url));
const fixtures = fileURLToPath(new URL("../../fixtures", import.meta.url));

let program: FixtureProgram;
/** A home folder without an AWS configuration. */
let home: string;

beforeAll(async () => {
  program = await fixtureProgram("kiosk", fixtures);
  home = await mkdtemp(join(tmpdir(), "stagecraft-doctor-"));
});

afterAll(async () => {
  await program.remove();
  await rm(home, { recursive: true });
});

type Variables = Readonly<Record<string, string>>;

// A run of the command spends half of its time on compiling what another one has compiled.
const { NODE_COMPILE_CACHE } = env;
const closed = () => ({ NODE_COMPILE_CACHE, HOME: home, AWS_EC2_METADATA_DISABLED: "true" });
const keys = { AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE", AWS_SECRET_ACCESS_KEY: "not-a-secret" };

/** Runs the command with only the given environment variables. */
async function doctor(variables: Variables, ...args: readonly string[]) {
  return await doctorIn(program.root, variables, ...args);
}

async function doctorIn(cwd: string, variables: Variables, ...args: readonly string[]) {
  return await new Promise<{ code: number; said: string; complained: string }>((resolve) =>
    execFile(
      execPath,
      [command, ...args],
      { cwd, env: { ...closed(), ...variables } },
      (error, said, complained) => resolve({ code: Number(error?.code ?? 0), said, complained }),
    ),
  );
}

/** The checks of a stage in an account, with credentials of it. */
async function checksIn(state: Partial<AccountState>, variables: Variables = {}) {
  const { url, calls } = await awsServer({ ...roomyAccount, ...state });
  const given = { AWS_ENDPOINT_URL: url, ...keys, ...variables };
  const { code, said, complained } = await doctor(given, "--stage", "dev", "--json");
  expect(code, complained).not.toBe(2);
  const checks = JSON.parse(said) as readonly Check[];
  return { code, calls, checks, states: statesOf(checks) };
}

function statesOf(checks: readonly Check[]) {
  return Object.fromEntries(checks.map(({ name, state }) => [name, state]));
}

/** A token issuer with a certificate that the command trusts. Gives the variables that name both. */
async function issuer(): Promise<Variables> {
  const directory = await mkdtemp(join(tmpdir(), "stagecraft-doctor-"));
  onTestFinished(() => rm(directory, { recursive: true }));
  const { cert, key, caFile } = certificateAuthority({
    directory,
    hosts: [],
    nowMs: Date.now(),
  });
  const server = createServer({ cert, key }, (_request, response) =>
    response.end(JSON.stringify({ issuer: url, jwks_uri: `${url}/keys` })),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const url = `https://localhost:${(server.address() as AddressInfo).port}`;
  return { TOKEN_ISSUER: url, NODE_EXTRA_CA_CERTS: caFile };
}

/** An AWS endpoint that never responds. */
async function silentAws() {
  const { promise: calls, resolve } = Promise.withResolvers<void>();
  const server = createHttpServer(() => resolve());
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const close = async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  };
  onTestFinished(close);
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, calls, close };
}

const secretsSet = { SST_SECRET_TillKey: "a", SST_SECRET_PrinterKey: "b" };

/** Each of them reads: https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html */
const reading = /^(sts|lambda|ec2|rds|ssm|servicequotas|s3):(Get|List|Describe)\w+$/;

test("an account that is ready: exit 0, one line for each check, and only reading calls", async () => {
  const { url, calls } = await awsServer(roomyAccount);
  const variables = { AWS_ENDPOINT_URL: url, ...keys, ...secretsSet, ...(await issuer()) };
  const { code, said, complained } = await doctor(variables);
  expect(said.split("\n")).toEqual([
    expect.stringMatching(/^ok {7}node: 24\.\S+ runs the SST CLI/),
    "ok       sst: SST 4.17.1 with its components",
    expect.stringMatching(
      /^ok {7}program: kiosk, stage dev, eu-west-2: \d+ resources, 1 functions,/,
    ),
    expect.stringMatching(/^ok {7}token issuer: https:\/\/localhost:\d+ answers here/),
    `ok       caller: ${callerArn}, account 123456789012, region eu-west-2`,
    "ok       concurrency: 1000 concurrent executions, of which the program expects 500; it reserves 20",
    "ok       VPCs: 1 of 5 in eu-west-2 (AWS's default quota), and the stage needs 1 more",
    "ok       database engine: aurora-postgresql 17.7 is offered in eu-west-2",
    "ok       zones: eu-west-2a, eu-west-2b are there",
    expect.stringMatching(/^ok {7}SST's state: SST was never used in eu-west-2: the first deploy/),
    "ok       secrets: each of 3 has a value",
    "dev: 11 ok, 0 missing, 0 unknown",
    "",
  ]);
  expect(complained).toMatch(
    /^reading the SST program .*\nlooking for .*\ncalling AWS in eu-west-2: caller, .*\n$/,
  );
  expect(code).toBe(0);
  expect(calls.filter((action) => !reading.test(action))).toEqual([]);
  expect(calls).toContain("ec2:DescribeVpcs");
});

test("a new account in which much is missing: exit 1, each with what to run", async () => {
  const { code, checks, states } = await checksIn({
    concurrency: { limit: 10, unreserved: 10 },
    vpcs: [1, 2, 3, 4, 5].map((index) => ({ id: `vpc-${index}` })),
    engineVersions: ["17.4"],
    zones: { "eu-west-2a": "available" },
    parameters: { "/sst/bootstrap": JSON.stringify({ state: "sst-state-gone" }) },
  });
  expect(states).toEqual({
    node: "ok",
    sst: "ok",
    program: "ok",
    caller: "ok",
    "token issuer": "missing",
    concurrency: "missing",
    VPCs: "missing",
    "database engine": "missing",
    zones: "missing",
    "SST's state": "missing",
    secrets: "missing",
  });
  expect(checks.filter(({ state, fix }) => (state === "missing") !== (fix !== undefined))).toEqual(
    [],
  );
  expect(code).toBe(1);
});

test("a stage that was deployed before: its own resources do not count twice", async () => {
  // The CLI reads it too.
  const file = join(program.root, ".env.dev");
  onTestFinished(() => rm(file));
  await writeFile(file, "SST_SECRET_TillKey=a\nSST_SECRET_PrinterKey=b\n");
  const { code, states } = await checksIn(
    {
      concurrency: { limit: 500, unreserved: 100 },
      functions: { "kiosk-dev-ClerkFunction-stuvwxza": 20 },
      vpcs: [
        ...[1, 2, 3, 4].map((index) => ({ id: `vpc-${index}` })),
        { id: "vpc-own", tags: { "sst:app": "kiosk", "sst:stage": "dev" } },
      ],
      parameters: { "/sst/bootstrap": JSON.stringify({ state: "sst-state-abcdefgh" }) },
      buckets: { "sst-state-abcdefgh": {} },
    },
    await issuer(),
  );
  expect(new Set(Object.values(states))).toEqual(new Set(["ok"]));
  expect(code).toBe(0);
});

test("a check without permission is unknown, with the name of the action: exit 0, and the last line says so", async () => {
  const actions = ["lambda:GetAccountSettings", "ec2:DescribeVpcs", "rds:DescribeDBEngineVersions"];
  const denied = [...actions, "ec2:DescribeAvailabilityZones", "ssm:GetParameter"];
  const { url } = await awsServer({ ...roomyAccount, denied });
  const given = { AWS_ENDPOINT_URL: url, ...keys, ...(await issuer()) };
  const { code, said } = await doctor(given);
  const lines = said.split("\n").filter((line) => line.startsWith("unknown"));
  expect(lines).toEqual([
    "unknown  concurrency: you are not permitted lambda:GetAccountSettings",
    "unknown  VPCs: you are not permitted ec2:DescribeVpcs",
    "unknown  database engine: you are not permitted rds:DescribeDBEngineVersions",
    "unknown  zones: you are not permitted ec2:DescribeAvailabilityZones",
    "unknown  SST's state: you are not permitted ssm:GetParameter",
    "unknown  secrets: you are not permitted ssm:GetParameter",
  ]);
  expect(said).toMatch(
    /\ndev: 5 ok, 0 missing, 6 unknown; what is unknown may be missing: concurrency, VPCs, database engine, zones, SST's state, secrets\n$/,
  );
  expect(code).toBe(0);
});

test("a bucket and objects that may not be read are unknown", async () => {
  const { checks } = await checksIn({
    parameters: { "/sst/bootstrap": JSON.stringify({ state: "sst-state-abcdefgh" }) },
    buckets: { "sst-state-abcdefgh": {} },
    denied: ["s3:ListBucket", "s3:GetObject", "servicequotas:GetServiceQuota"],
  });
  expect(checks).toContainEqual({
    name: "SST's state",
    state: "unknown",
    what: "you are not permitted s3:ListBucket",
    fix: "# ask an administrator to allow s3:ListBucket, which only reads",
  });
  expect(checks).toContainEqual(
    expect.objectContaining({ name: "secrets", what: "you are not permitted s3:GetObject" }),
  );
});

test("without credentials AWS is not called, whatever else the environment contains", async () => {
  const { url, calls } = await awsServer(roomyAccount);
  const hostile = {
    AWS_ENDPOINT_URL: url,
    AWS_REGION: "mars-1",
    AWS_PROFILE: "unknown",
    SST_STAGE: "prod",
    STAGECRAFT_PLAN: "",
    GIT_DIR: "/nowhere",
    ...secretsSet,
  };
  const { code, said } = await doctor({ ...hostile, ...(await issuer()) });
  expect(said).toMatch(
    /^unknown {2}account: AWS was not called \(caller, concurrency, VPCs, database engine, zones, SST's state, secrets\): no credentials of the profile unknown \(AWS_PROFILE\): .*\n {11}aws sso login/m,
  );
  expect(said).toMatch(
    /\ndev: 4 ok, 0 missing, 1 unknown; what is unknown may be missing: account\n$/,
  );
  expect(code).toBe(0);
  expect(calls).toEqual([]);
});

test("credentials that AWS does not accept are used once", async () => {
  const { checks, calls } = await checksIn({ denied: ["sts:GetCallerIdentity"] });
  expect(checks).toContainEqual(
    expect.objectContaining({
      name: "account",
      state: "unknown",
      what: expect.stringContaining("InvalidClientTokenId"),
    }),
  );
  expect(calls).toEqual(["sts:GetCallerIdentity"]);
});

test("an unreachable AWS is not reported as missing credentials", async () => {
  const { url, close } = await silentAws();
  await close();
  const { said, code } = await doctor({ AWS_ENDPOINT_URL: url, ...keys, ...(await issuer()) });
  expect(said).toMatch(/: AWS cannot be reached \(.*ECONNREFUSED.*\)\ndev: 4 ok, 0 missing, 1 unk/);
  expect(code).toBe(0);
});

test("Ctrl-C ends it at once, while it waits for AWS", async () => {
  const { url, calls } = await silentAws();
  const child = spawn(execPath, [command], {
    cwd: program.root,
    stdio: "ignore",
    env: { ...closed(), ...keys, AWS_ENDPOINT_URL: url },
  });
  const ended = once(child, "exit");
  await calls;
  child.kill("SIGINT");
  expect(await ended).toEqual([130, null]);
});

test("without an installation that is missing, and the program is not read", async () => {
  const { code, said } = await doctorIn(home, {}, "--json");
  const checks = JSON.parse(said) as readonly Check[];
  expect(statesOf(checks)).toEqual({ node: "missing", sst: "missing", program: "unknown" });
  expect(checks.map(({ fix }) => fix)).toEqual(["npm run setup", "npm run setup", undefined]);
  expect(code).toBe(1);
});

test("local is never deployed: only the machine and the program are checked", async () => {
  const { url, calls } = await awsServer(roomyAccount);
  const { code, said } = await doctor({ AWS_ENDPOINT_URL: url, ...keys }, "--stage", "local");
  expect(said).toMatch(
    /\nlocal: 3 ok, 0 missing, 0 unknown; local is never deployed, so that these were not checked: token issuer, caller, .*, secrets\n$/,
  );
  expect(code).toBe(0);
  expect(calls).toEqual([]);
});

test.each([
  [["--stage", "production"], 'There is no stage "production". It is called prod here.'],
  [["--stage", "../dev"], '"../dev" is not a valid stage name'],
  [["--all"], "Unknown option '--all'"],
  [["dev"], 'unexpected argument "dev"'],
])("%j is wrong use: exit 2, with what is wrong", async (args, says) => {
  const { code, complained } = await doctor({}, ...args);
  expect(complained).toContain(says);
  expect(code).toBe(2);
});

test("help says what is not checked", async () => {
  const { code, said } = await doctor({}, "--help");
  expect(said).toContain("npm run doctor -- [--stage STAGE] [--json]");
  expect(said).toMatch(/Not checked: .*service control policies/);
  expect(code).toBe(0);
});
