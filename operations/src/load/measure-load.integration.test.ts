import { fileURLToPath } from "node:url";
import { removeState } from "@stagecraft/local-stage/remove-state";
import { synthesize } from "@stagecraft/plan/synthesize";
import { expect, onTestFinished, test } from "vitest";
import { temporaryDirectory } from "../local-system/temporary-directory.ts";
import { loadPage } from "./load-page.ts";
import { countVerdicts } from "./load-report.ts";
import { measureLoad } from "./measure-load.ts";
import { startOwnSystem } from "./own-system.ts";
import { printLoadReport } from "./print-load-report.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url)).replace(/\/$/, "");
const { signal } = new AbortController();

test("a load on a system of its own: every request is answered, every order ends, and each function's part is told", async () => {
  const state = await temporaryDirectory("load");
  onTestFinished(() => removeState(state));
  const plan = await synthesize({ root, stage: "local" });
  const system = await startOwnSystem(plan, { root, stateDirectory: state, signal });
  onTestFinished(system.close);
  const { report, dashboard } = await measureLoad(
    { plan, stage: { stage: "local", state }, ...system },
    {
      shape: { profile: "steady", ratePerSecond: 5, seconds: 3 },
      seed: 1,
      root,
      log: () => {},
      signal,
    },
  );
  expect(report.problems).toEqual([]);
  const { sent, answered } = countVerdicts(report.result);
  expect(answered).toBe(sent);
  const invoked = new Map(report.functions.map((hop) => [hop.functionName, hop.invocations]));
  expect(invoked.get("OrdersApi")).toBe(sent);
  const placed = report.result.routes.find(({ route }) => route === "POST /orders");
  expect(invoked.get("CompleteOrder")).toBe(placed?.latency.count);
  expect(
    report.functions.find((hop) => hop.functionName === "OrdersApi")?.coldStarts,
  ).toBeGreaterThan(0);
  expect(report.waits.map(({ title }) => title)).toContain("From the request to the fulfilment");
  const text = printLoadReport(report);
  expect(text).toContain("clean: every request was answered");
  const page = loadPage(report, dashboard);
  const titles = [...page.matchAll(/<title>([^<]*)/g)].map(([, title]) => title);
  expect(titles).toEqual(
    expect.arrayContaining(["Requests a second", "Memory, in MB", "Our failures"]),
  );
});
