import type { Plan } from "@stagecraft/plan/plan";
import { functionNamed, planOf } from "@stagecraft/plan/testing/plan-of";
import { expect, test } from "vitest";
import { functionSource } from "../../../testing/function-source.ts";
import { clientsIn } from "./clients.ts";
import type { SourceFacts } from "./source-facts.ts";
import { sourceRules } from "./source-rules.ts";
import { unknownLimits } from "./unlimited-calls.ts";

const limits = `requestHandler: { connectionTimeout: 1_000, requestTimeout: 2_000, throwOnRequestTimeout: true }`;
const imports = `import { SQSClient } from "@aws-sdk/client-sqs";
import { KinesisClient } from "@aws-sdk/client-kinesis";
import { Pool } from "pg";
import { connect, queueClient } from "./connect.ts";
`;
const poolLimits = `connectionTimeoutMillis: 1_000, statement_timeout: options.statementTimeoutMs,
  query_timeout: 5_000, idle_in_transaction_session_timeout: 2_000`;
const connect = (pool = `max: 1, ${poolLimits}`) => `import { Pool } from "pg";
import { SQSClient } from "@aws-sdk/client-sqs";
export function connect(options: { statementTimeoutMs: number; connectTimeoutMs: number }) {
  const pool = new Pool({ ${pool} });
  return { run: (text: string) => pool.query(text) };
}
export const queueClient = (attempts: number) => new SQSClient({ maxAttempts: attempts, ${limits} });
`;

/** A database for 100 connections and a function of 10 s that may have 20 environments. */
const arn = "arn:aws:lambda:eu-west-1:123456789012:function:orders";
const plan: Plan = {
  ...planOf(
    [
      "aws:rds/cluster:Cluster",
      "Ledger",
      {
        engine: "aurora-postgresql",
        engineVersion: "17.7",
        clusterIdentifier: "ledger",
        databaseName: "ledger",
        masterUsername: "owner",
        masterPassword: "{{secret:Password}}",
        vpcSecurityGroupIds: ["sg-database"],
        dbClusterParameterGroupName: "ledger",
      },
      { id: "ledger", clusterResourceId: "cluster-1", endpoint: "ledger.example.com", port: 5432 },
    ],
    [
      "aws:rds/clusterParameterGroup:ClusterParameterGroup",
      "Settings",
      { parameters: [{ name: "max_connections", value: "100" }] },
      { id: "ledger" },
    ],
    [
      "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
      "FromFunctions",
      { securityGroupId: "sg-database", referencedSecurityGroupId: "sg-functions" },
    ],
    [
      "aws:lambda/function:Function",
      "Orders",
      {
        name: "orders",
        role: "arn:aws:iam::123456789012:role/orders",
        runtime: "nodejs24.x",
        reservedConcurrentExecutions: 20,
        vpcConfig: { subnetIds: ["subnet-1"], securityGroupIds: ["sg-functions"] },
      },
      { arn },
    ],
  ),
  bundles: { Orders: functionNamed("orders").bundle },
};

function factsOf(code: string, connection = connect()): SourceFacts {
  const source = functionSource({ "src/handler.ts": imports + code, "src/connect.ts": connection });
  const definition = functionNamed("Orders", { timeoutMs: 10_000 });
  return { plan, functions: [{ definition, source, clients: clientsIn(source) }] };
}

function check(code: string, connection?: string) {
  const facts = factsOf(code, connection);
  return sourceRules.flatMap((rule) => rule(facts));
}

test.each<[string, string]>([
  [
    "a client with limits at the top level",
    `const sqs = new SQSClient({ maxAttempts: 4, ${limits} });`,
  ],
  [
    "a client of HTTP/2, whose handler has no timeout for connections",
    "new KinesisClient({ maxAttempts: 2, requestHandler: { requestTimeout: 3_000, sessionTimeout: 5_000 } });",
  ],
  [
    "a connection made at the top level",
    "connect({ statementTimeoutMs: 5_000, connectTimeoutMs: 3_000 });",
  ],
  ["a client made by a function that is called at the top level", "const sqs = queueClient(2);"],
  [
    "a client made by functions that call each other, at the top level",
    "function make() { return wrap(); } function wrap() { return queueClient(2); } make();",
  ],
  [
    "a fetch with a timeout",
    `export const handler = () => fetch("https://a", { signal: AbortSignal.timeout(1_000) });`,
  ],
  [
    "a fetch with the caller's options",
    "export const get = (url: string, options: RequestInit) => fetch(url, options);",
  ],
  ["a function of the program that is called fetch", "const app = { fetch() {} }; app.fetch();"],
  [
    "another library's client",
    `import { Client } from "other"; export const handler = () => new Client();`,
  ],
  [
    "a limit of one call in an invocation",
    "export const handler = () => send({ requestTimeoutMs: 500 });",
  ],
  [
    "several calls whose sum is below the function's timeout",
    "const a = one({ requestTimeoutMs: 4_000 }); const b = two({ requestTimeoutMs: 5_000 });",
  ],
  ["an agent that keeps connections", "new Agent({ keepAlive: true });"],
  ["an agent whose settings are not in the code", "new https.Agent(settings());"],
  ["undici's agent", 'import { Agent } from "undici"; const agent = new Agent();'],
  ["a pool that keeps connections", "const settings = { keepAlive: true, connection: url };"],
])("%s passes", (_what, code) => {
  expect(check(code)).toEqual([]);
});

test.each<[rule: string, resource: string, message: string, code: string, connection?: string]>([
  [
    "unlimited-calls",
    "src/handler.ts",
    "SQSClient in line 5 is used without requestHandler.connectionTimeout, requestHandler.requestTimeout, requestHandler.throwOnRequestTimeout",
    "const sqs = new SQSClient();",
  ],
  [
    "unlimited-calls",
    "src/handler.ts",
    "without requestHandler.throwOnRequestTimeout, by Orders",
    "const sqs = new SQSClient({ requestHandler: { connectionTimeout: 1, requestTimeout: 1 } });",
  ],
  [
    "unlimited-calls",
    "src/handler.ts",
    "KinesisClient in line 5 is used without requestHandler.requestTimeout",
    "new KinesisClient({ requestHandler: { sessionTimeout: 5_000 } });",
  ],
  [
    "unlimited-calls",
    "src/handler.ts",
    "fetch in line 5 is used without a timeout",
    'fetch("https://a");',
  ],
  [
    "unlimited-calls",
    "src/handler.ts",
    "fetch in line 5 is used without a timeout",
    'fetch("https://a", { method: "POST" });',
  ],
  [
    "unlimited-calls",
    "src/connect.ts",
    "Pool in line 4 is used without statement_timeout (against a statement that is slow or waits for a lock)",
    "",
    connect(
      "max: 1, connectionTimeoutMillis: 1, query_timeout: 1, idle_in_transaction_session_timeout: 1",
    ),
  ],
  [
    "unlimited-calls",
    "src/connect.ts",
    "Pool in line 4 is used without query_timeout",
    "",
    connect(
      "max: 1, connectionTimeoutMillis: 1, statement_timeout: 1, query_timeout: 0, idle_in_transaction_session_timeout: 1",
    ),
  ],
  [
    "slow-calls",
    "Orders",
    "A call of SQSClient (src/handler.ts:5) may last 11.5 s (5 attempts of 2 s with 1.5 s between them)",
    `new SQSClient({ maxAttempts: 5, ${limits} });`,
  ],
  [
    "slow-calls",
    "Orders",
    "A call of leanClient (src/handler.ts:5) may last 12.3 s (3 attempts of 4 s with 0.3 s between them)",
    "leanClient({ maxAttempts: 3, requestTimeoutMs: 4_000 });",
  ],
  [
    "slow-calls",
    "Orders",
    "A call of connect (src/handler.ts:5) may last 10 s (3 s to connect and 7 s for a statement)",
    "connect({ statementTimeoutMs: 7_000, connectTimeoutMs: 3_000 });",
  ],
  [
    "slow-calls-in-a-row",
    "Orders",
    "Its calls may last 10.1 s in a row, and it has a timeout of 10 s: connect (src/handler.ts:5) 6 s (3 s to connect and 3 s for a statement), sqs (src/handler.ts:6) 4.1 s (2 attempts of 2 s with 0.1 s between them).",
    `connect({ statementTimeoutMs: 3_000, connectTimeoutMs: 3_000 });
     sqs({ maxAttempts: 2, requestTimeoutMs: 2_000 });`,
  ],
  [
    "no-keep-alive",
    "src/handler.ts",
    "keepAlive: false in line 5: each call makes a new connection, in Orders.",
    "const agent = new Agent({ keepAlive: false });",
  ],
  ["no-keep-alive", "src/handler.ts", "An Agent without keepAlive in line 5", "new https.Agent();"],
  [
    "no-keep-alive",
    "src/handler.ts",
    "agent: false in line 5",
    "export const get = () => https.request({ host, agent: false });",
  ],
  [
    "no-keep-alive",
    "src/handler.ts",
    'connection: "close" in line 5',
    `export const get = () => send({ headers: { connection: "close" } });`,
  ],
  [
    "no-keep-alive",
    "src/handler.ts",
    "An Agent for each call in line 5",
    "export const get = () => https.request({ host, agent: new https.Agent({ keepAlive: true }) });",
  ],
  [
    "client-per-invocation",
    "Orders",
    "It makes SQSClient in each invocation: at src/handler.ts:5.",
    `export const handler = async () => { new SQSClient({ ${limits} }); };`,
  ],
  [
    "client-per-invocation",
    "Orders",
    "It makes SQSClient in each invocation: at src/handler.ts:5, which leads to src/connect.ts:8.",
    "export const handler = http(async () => queueClient(2));",
  ],
  [
    "client-per-invocation",
    "Orders",
    "It makes SQSClient in each invocation: at src/handler.ts:5, which leads to src/connect.ts:8.",
    "function send() { return queueClient(2); } export const handler = http(() => send());",
  ],
  [
    "client-per-invocation",
    "Orders",
    "It makes SQSClient in each invocation: at src/handler.ts:5, which leads to src/connect.ts:8.",
    "function send() { return queueClient(2); } export const handler = http(send);",
  ],
  [
    "client-per-invocation",
    "Orders",
    "It makes leanClient in each invocation: at src/handler.ts:5.",
    "export const handler = http(() => leanClient({ maxAttempts: 2, requestTimeoutMs: 2_000 }));",
  ],
  [
    "pool-connections",
    "Ledger",
    "Orders could hold 200 connections, and it accepts 97: the pool at src/connect.ts:4 opens 10 in each environment.",
    "",
    connect(`max: 10, ${poolLimits}`),
  ],
  [
    "pool-connections",
    "Ledger",
    "the pool at src/connect.ts:4 opens 10 in each environment",
    "",
    connect(poolLimits),
  ],
])("latency/%s of %s: %s", (rule, resource, message, code, connection) => {
  expect(check(code, connection)).toEqual([
    expect.objectContaining({
      rule: `latency/${rule}`,
      resource,
      message: expect.stringContaining(message),
    }),
  ]);
});

test("a pool of a few connections that the database accepts passes", () => {
  expect(check("", connect(`max: 2, ${poolLimits}`))).toEqual([]);
});

test("a connection that an invocation makes is one finding for each way to it", () => {
  const code = `const settings = { statementTimeoutMs: 5_000, connectTimeoutMs: 3_000 };
    export const handler = http(() => connect({ statementTimeoutMs: 5_000, connectTimeoutMs: 3_000 }));`;
  expect(check(code).map(({ message }) => message)).toEqual([
    "It makes connect in each invocation: at src/handler.ts:6.",
    "It makes Pool in each invocation: at src/handler.ts:6, which leads to src/connect.ts:4.",
  ]);
});

test("settings that the code alone does not tell cannot be checked, and are named", () => {
  const facts = factsOf("const sqs = new SQSClient(fromElsewhere());");
  expect(sourceRules.flatMap((rule) => rule(facts))).toEqual([]);
  expect(unknownLimits(facts)).toEqual([
    expect.objectContaining({ resource: "src/handler.ts", rule: "latency/unlimited-calls" }),
  ]);
});
