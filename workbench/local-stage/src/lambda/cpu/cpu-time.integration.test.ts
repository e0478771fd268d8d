import { expect, test } from "vitest";
import type { InvocationEnded } from "../lambda-report.ts";
import { startLambda } from "../testing/start-lambda.ts";

/** Computes until its process has used so much CPU time, then waits. */
const code = `
function compute(forMs) {
  const start = process.cpuUsage();
  for (;;) {
    const { user, system } = process.cpuUsage(start);
    if ((user + system) / 1_000 >= forMs) return;
  }
}
compute(40);
export async function handler({ computeMs = 0, waitMs = 0, ends = false }) {
  compute(computeMs);
  await new Promise((resolve) => setTimeout(resolve, waitMs));
  if (ends) process.exit(1);
}`;

test("the end of an invocation says how much CPU it and its init phase used, and not how long it waited", async () => {
  const { lambda, reports } = startLambda({ f: { code, timeoutMs: 60_000 } });
  await lambda.run("f", { computeMs: 60 });
  await lambda.run("f", { waitMs: 300 });
  const ended = reports.filter((each): each is InvocationEnded => each.kind === "invocation-ended");
  const [computed, waited] = ended;
  expect(computed?.initCpuMs).toBeGreaterThanOrEqual(40);
  expect(computed?.cpuMs).toBeGreaterThanOrEqual(60);
  expect(waited?.initCpuMs).toBeUndefined();
  expect(waited?.durationMs).toBeGreaterThanOrEqual(299);
  expect(waited?.cpuMs).toBeLessThan(200);
});

test("a process that has ended says nothing of its CPU", async () => {
  const { lambda, reports } = startLambda({ f: { code } });
  await lambda.run("f", { ends: true });
  const ended = reports.find(({ kind }) => kind === "invocation-ended");
  expect(ended).toMatchObject({ status: "error" });
  expect(ended).not.toHaveProperty("cpuMs");
});
