import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { removeState } from "@stagecraft/local-stage/remove-state";
import { synthesize } from "@stagecraft/plan/synthesize";
import { expect, onTestFinished, test } from "vitest";
import { readData } from "../online-retail/read-data.ts";
import { runChaos } from "./run-chaos.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url)).replace(/\/$/, "");

test("every invariant holds for 24 orders under faults", async () => {
  const stateDirectory = await mkdtemp(join(tmpdir(), "stagecraft-chaos-"));
  onTestFinished(() => removeState(stateDirectory));
  const result = await runChaos({
    plan: await synthesize({ root, stage: "local" }),
    data: await readData(join(root, "demo/data/online-retail")),
    root,
    stateDirectory,
    seed: 35,
    orders: 24,
    pauses: 1,
    say: () => {},
    output: { write: () => {} },
    signal: new AbortController().signal,
  });
  expect(result.checks.flatMap(({ problems }) => problems)).toEqual([]);
  expect(result).toMatchObject({ orders: 24, completed: 24, blocked: 1, poisonMessages: 3 });
  expect(Object.keys(result.faults).length).toBeGreaterThan(10);
});
