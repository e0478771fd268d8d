import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Plan } from "@stagecraft/plan/plan";
import { functionsOf } from "@stagecraft/plan/resources/lambda/functions";
import { type FixtureProgram, fixtureProgram } from "@stagecraft/plan/testing/fixture-program";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import type { TimingSeen } from "../evidence.ts";
import { headroomOf } from "./budgets/headroom.ts";
import { budgetsFile, type LatencyBudgets } from "./budgets/latency-budget.ts";
import { compareCounts } from "./compare-counts.ts";
import { countFunction } from "./counts/count-function.ts";
import { partsOf } from "./counts/parts-of.ts";
import { latency } from "./latency.ts";
import { recordBudgets } from "./record-budgets.ts";
import { readTimeBands } from "./timing/read-time-bands.ts";
import { recordTimeBands } from "./timing/record-time-bands.ts";
import { timeBandsFile } from "./timing/time-bands.ts";

const fixtures = fileURLToPath(new URL("../../fixtures", import.meta.url));

let program: FixtureProgram;
let plan: Plan;

beforeAll(async () => {
  program = await fixtureProgram("latency-faults", fixtures);
  plan = await program.plan("prod");
});
afterAll(() => program.remove());

const definitionOf = (name: string) => {
  const found = functionsOf(plan).find(({ logicalName }) => logicalName === name);
  if (!found) throw new Error(`no ${name}`);
  return found;
};
const count = (name: string) => countFunction(program.root, definitionOf(name), plan);
const check = () => latency({ root: program.root, plan });
const readFileOfBudgets = async () =>
  JSON.parse(await readFile(join(program.root, budgetsFile), "utf8")) as LatencyBudgets;
const writeBudgets = (budgets: LatencyBudgets) =>
  writeFile(join(program.root, budgetsFile), JSON.stringify(budgets));

test("two imports of the same code have the same counts, except for the heap", async () => {
  const [one, other] = [await count("Calling"), await count("Calling")];
  const { heapBytes: ofOne, ...counts } = one.counts;
  const { heapBytes: ofOther, ...again } = other.counts;
  expect(again).toEqual(counts);
  expect(Math.abs(ofOther - ofOne)).toBeLessThan(ofOne * headroomOf.heapBytes);
});

test("a function is imported with its links, its secrets and its copied files", async () => {
  await expect(count("Reader")).resolves.toMatchObject({ name: "Reader" });
});

test("code that is imported and never run is in the bytes, and not in the functions that run", async () => {
  const parts = await partsOf(program.root, await count("Calling"));
  const chain = parts.find(({ name }) => name === "@aws-sdk/nested-clients");
  expect(chain).toMatchObject({ functionsRun: 0 });
  expect(chain?.bytes).toBeGreaterThan(10_000);
});

test("the parts add up to all functions that run", async () => {
  const counted = await count("Whole");
  const parts = await partsOf(program.root, counted);
  const sum = parts.reduce((total, { functionsRun }) => total + functionsRun, 0);
  expect(sum).toBe(counted.counts.functionsRun);
  expect(parts[0]).toMatchObject({ name: "zod" });
});

test("without budgets each function is a finding; once recorded, none is, until its code grows", async () => {
  const missing = await check();
  expect(missing.findings.map(({ rule, resource }) => `${rule} ${resource}`)).toEqual([
    "latency/missing-budget Calling",
    "latency/missing-budget Lean",
    "latency/missing-budget Reader",
    "latency/missing-budget Whole",
    "latency/credential-chain Calling",
    "latency/whole-zod Whole",
    "latency/zod-json-schema Whole",
    "latency/unlimited-calls src/calling.ts",
  ]);
  expect(missing.undecided).toEqual([
    expect.objectContaining({
      resource: "Broken",
      message: expect.stringContaining("TypeError: NEVER_SET is missing"),
    }),
  ]);

  const written = await recordBudgets({ root: program.root, plan }, "a fixture");
  expect(written).toContain("new budgets for Calling, Lean, Reader, Whole");
  expect(written).toContain("not recorded: Broken: TypeError: NEVER_SET is missing");
  const recorded = await readFileOfBudgets();
  expect(recorded.Whole).toMatchObject({ reason: "a fixture" });
  const { findings } = await check();
  expect(findings.map(({ rule }) => rule)).toEqual([
    "latency/credential-chain",
    "latency/whole-zod",
    "latency/zod-json-schema",
    "latency/unlimited-calls",
  ]);
  expect(findings[1]?.message).toMatch(
    /bytes of zod, imported by src\/whole\.ts > src\/parsed\.ts > zod\/v4\/locales\/\w+\.js/,
  );

  // As if the function had been lean when its budget was recorded.
  const { Lean, Whole } = recorded;
  if (!Lean || !Whole) throw new Error("not recorded");
  await writeBudgets({ ...recorded, Whole: Lean, Lean: { ...Lean, counts: Whole.counts } });
  const later = await check();
  const over = later.findings.find(({ rule }) => rule === "latency/over-budget");
  expect(over).toMatchObject({ resource: "Whole" });
  expect(over?.message).toMatch(
    /zod: [\d,]+ bytes, [\d,]+ functions run, new\n {2}imported by src\/whole\.ts > src\/parsed\.ts > zod\/\S+\n {2}most functions run in \S*node_modules\/zod\//,
  );
  const loose = later.findings.find(({ rule }) => rule === "latency/loose-budget");
  expect(loose).toMatchObject({ resource: "Lean" });

  await recordBudgets({ root: program.root, plan }, "grown for a reason");
  const renewed = await readFileOfBudgets();
  expect(renewed.Whole?.reason).toBe("grown for a reason");
  expect(renewed.Calling?.reason).toBe("a fixture");
  // It only got smaller.
  expect(renewed.Lean?.reason).toBe("a fixture");
  expect(renewed.Lean?.counts.codeBytes).toBe(Lean.counts.codeBytes);
});

test("two versions are compared as a table of the functions that changed, with what grew", async () => {
  const changed = await fixtureProgram("latency-faults", fixtures);
  onTestFinished(changed.remove);
  await writeFile(
    join(changed.root, "src/lean.ts"),
    'import { parsed } from "./parsed.ts";\nexport const handler = async (event: unknown) => parsed(event);\n',
  );
  const after = await changed.plan("prod");
  const text = await compareCounts(
    { root: program.root, plan },
    { root: changed.root, plan: after },
  );
  expect(text.split("\n").slice(2)).toEqual([
    "| function | code, bytes | compressed | modules | functions run at import | bytecode | heap |",
    "|---|---:|---:|---:|---:|---:|---:|",
    expect.stringMatching(/^\| Lean \| \d+ → [\d,]+ \(\+[\d.]+ %\) \| .*\|$/),
    "",
    "3 of 4 functions do not change.",
    "- Broken cannot be imported: TypeError: NEVER_SET is missing",
    "",
    "Grown in Lean:",
    "",
    expect.stringMatching(/^ {4}zod: [\d,]+ bytes, [\d,]+ functions run, new$/),
    expect.stringMatching(/^ {6}imported by src\/lean\.ts > src\/parsed\.ts > zod\//),
    expect.stringMatching(/^ {6}most functions run in /),
  ]);
  const same = await compareCounts({ root: program.root, plan }, { root: program.root, plan });
  expect(same).toContain("None of 4 functions changes.");
});

test("times are recorded for what has none, and each run of the acceptance tests once", async () => {
  await rm(join(program.root, timeBandsFile));
  const of = { root: program.root, plan };
  const seen = (warmMs: number): TimingSeen => ({
    functions: {
      Lean: { initCpuMs: [100], warmCpuMs: Array.from({ length: 8 }, () => warmMs) },
    },
    routes: {},
    workflows: {},
  });
  const first = await recordTimeBands(of, seen(5), { runs: 2 });
  expect(first).toMatch(/the init of (\w+, ){3}\w+; a run of 1 routes and functions/);
  const recorded = await readTimeBands(program.root);
  expect(recorded.init.Whole?.runs).toBe(2);
  expect(recorded.init.Whole?.lowest).toBeGreaterThan(1.2);
  // Beside other work two runs are a narrow band, which the next measurement may leave.
  const init = Object.fromEntries(
    Object.keys(recorded.init).map((name) => [name, { runs: 2, lowest: 0.001, highest: 1_000 }]),
  );
  await writeFile(join(program.root, timeBandsFile), JSON.stringify({ ...recorded, init }));
  expect(await recordTimeBands(of, seen(5), { runs: 2 })).toContain("nothing to record");
  await recordTimeBands(of, seen(6), { runs: 2 });
  const bands = await readTimeBands(program.root);
  expect(bands.warm).toEqual({ Lean: { runs: 2, lowest: 0.05, highest: 0.06 } });
  const { findings } = await check();
  expect(findings.filter(({ rule }) => /time-band|slow-init/.test(rule))).toEqual([]);
});

test("a file of budgets with a field that does not exist names the function and the field", async () => {
  await writeBudgets({ Lean: { reason: "r", keep: [] } } as never);
  await expect(check()).rejects.toThrow(
    `${budgetsFile}, Lean: must NOT have additional properties: "keep"`,
  );
});
