import { expect, test } from "vitest";
import type { LatencyBudget } from "../budgets/latency-budget.ts";
import type { CountedFunction } from "../counts/count-function.ts";
import type { Counts } from "../counts/counts.ts";
import { countRules } from "../latency.ts";
import type { LatencyFacts } from "../latency-facts.ts";

const counts: Counts = {
  codeBytes: 100_000,
  gzipBytes: 30_000,
  modules: 100,
  functionsRun: 1_000,
  bytecodeBytes: 200_000,
  heapBytes: 4_000_000,
};

const budget: LatencyBudget = { reason: "r", counts, keeps: [], allows: {}, parts: {} };

const counted = (paths: readonly string[] = [], own: Partial<Counts> = {}): CountedFunction => ({
  name: "Orders",
  bundle: {} as CountedFunction["bundle"],
  counts: { ...counts, ...own },
  modules: {
    bytes: new Map(paths.map((path) => [path, 10])),
    graph: { entry: "src/handler.ts", imports: new Map([["src/handler.ts", paths]]) },
    resolved: new Map(),
  },
  run: {},
});

type Given = Partial<Omit<LatencyFacts, "budgets">> & { readonly budget?: Partial<LatencyBudget> };

function check({ budget: own, ...given }: Given): readonly string[] {
  const functions = given.functions ?? [counted()];
  const facts: LatencyFacts = {
    stage: "local",
    functions,
    names: new Set(functions.map(({ name }) => name)),
    parts: new Map(),
    budgets: { Orders: { ...budget, ...own } },
    ...given,
  };
  return countRules.flatMap((rule) => rule(facts)).map(({ rule }) => rule);
}

const small = (modules: number) => counted([], { modules });
const smallBudget = { counts: { ...counts, modules: 1 } };
const installed = (path: string) => counted([`node_modules/${path}`]);

test.each<[string, Given]>([
  ["a function within its budget", {}],
  ["a function within the headroom", { functions: [counted([], { codeBytes: 101_900 })] }],
  ["a function that got a little smaller", { functions: [counted([], { codeBytes: 91_000 })] }],
  ["a small function with a few modules more", { functions: [small(4)], budget: smallBudget }],
  ["a heap that differs", { functions: [counted([], { heapBytes: 4_490_000 })] }],
  ["a function that another stage has", { functions: [], budget: { notOn: ["local"] } }],
  ["a function that could not be imported", { functions: [], names: new Set(["Orders"]) }],
  ["a package that stays", { functions: [installed("hono/a.js")], budget: { keeps: ["hono"] } }],
  ["zod's tree-shaken functions", { functions: [installed("zod/v4/locales/en.js")] }],
  ["a client without the chain", { functions: [installed("@aws-sdk/client-sqs/dist-es/SQS.js")] }],
  ["own code with the name of a package", { functions: [counted(["src/aws-sdk/index.ts"])] }],
  [
    "an exception with its reason",
    {
      functions: [installed("@aws-sdk/credential-provider-node/index.js")],
      budget: { allows: { "credential-chain": "until it is lean" } },
    },
  ],
])("%s passes", (_what, given) => {
  expect(check(given)).toEqual([]);
});

test.each<[string, Given]>([
  ["missing-budget", { functions: [counted(), { ...counted(), name: "Other" }] }],
  ["unused-budget", { functions: [] }],
  ["unused-budget", { budget: { notOn: ["local"] } }],
  ["over-budget", { functions: [counted([], { codeBytes: 102_100 })] }],
  ["over-budget", { functions: [counted([], { gzipBytes: 31_100 })] }],
  ["over-budget", { functions: [counted([], { modules: 104 })] }],
  ["over-budget", { functions: [small(5)], budget: smallBudget }],
  ["over-budget", { functions: [counted([], { functionsRun: 1_031 })] }],
  ["over-budget", { functions: [counted([], { bytecodeBytes: 207_000 })] }],
  ["over-budget", { functions: [counted([], { heapBytes: 4_510_000 })] }],
  ["loose-budget", { functions: [counted([], { functionsRun: 899 })] }],
  ["missing-package", { budget: { keeps: ["hono"] } }],
  ["missing-package", { functions: [installed("hono-x/a.js")], budget: { keeps: ["hono"] } }],
  ["unknown-exception", { budget: { allows: { "no-such-rule": "r" } } }],
  ["credential-chain", { budget: { allows: { "credential-chain": "r" } } }],
  ["credential-chain", { functions: [installed("@aws-sdk/nested-clients/dist-es/sts.js")] }],
  ["credential-chain", { functions: [installed("@smithy/credential-provider-imds/index.js")] }],
  ["whole-sdk", { functions: [installed("a/node_modules/aws-sdk/lib/core.js")] }],
  ["whole-zod", { functions: [installed("zod/v4/locales/ar.js")] }],
  ["zod-json-schema", { functions: [installed("zod/v4/core/to-json-schema.js")] }],
  ["xray-tracer", { functions: [installed("@aws-lambda-powertools/tracer/lib/esm/Tracer.js")] }],
  ["node-sdk", { functions: [installed("@opentelemetry/sdk-node/build/src/sdk.js")] }],
])("latency/%s: %o", (rule, given) => {
  expect(check(given)).toEqual([`latency/${rule}`]);
});
