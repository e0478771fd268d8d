import { afterAll, beforeAll, expect, test } from "vitest";
import { root } from "../scenarios/open-scenario.ts";
import type { Drill } from "./drill.ts";
import { drills } from "./drills.ts";
import { openDrills } from "./open-drills.ts";
import { runDrill } from "./run-drill.ts";

let opened: Awaited<ReturnType<typeof openDrills>>;

beforeAll(async () => {
  opened = await openDrills(root, new AbortController().signal);
});

afterAll(() => opened.close());

function drillNamed(name: string): Drill {
  const drill = drills.find((each) => each.name === name);
  if (!drill) throw new Error(`There is no drill ${name}`);
  return drill;
}

/** Runs a drill as `npm run drill` does, but for the runbook's commands. */
const run = (drill: Drill) => runDrill(drill, opened.stage, async () => []);

test("a drill whose alarm fires and clears says when", async () => {
  const result = await run(drillNamed("database-at-its-capacity"));
  expect(result).toMatchObject({ fired: ["DatabaseCapacity"], pages: ["RootCause"] });
  expect(result.firedAfterMinutes).toBeGreaterThanOrEqual(10);
});

test("a drill fails when an alarm does not fire, and says what CloudWatch says", async () => {
  const quiet: Drill = {
    ...drillNamed("database-at-its-capacity"),
    withinMinutes: 2,
    eachMinute: async () => {},
  };
  await expect(run(quiet)).rejects.toThrow(
    /after 2 minutes these have not fired: DatabaseCapacity \(OK: Threshold Crossed/,
  );
});

test("a drill fails when another alarm fires", async () => {
  const narrow: Drill = {
    ...drillNamed("database-is-large"),
    async cause(stage) {
      await stage.send("OrdersDeadLetters", "no event");
      await stage.pass(3);
      await drillNamed("database-is-large").cause?.(stage);
    },
  };
  await expect(run(narrow)).rejects.toThrow(/does not explain: OrdersDeadLettersAny/);
  await opened.stage.recover();
  expect(opened.stage.alarms().filter(({ state }) => state === "ALARM")).toEqual([]);
});

test("every alarm of the program is fired by a drill, or is a composite alarm", () => {
  const fired = new Set(drills.flatMap((drill) => drill.fires(opened.stage)));
  const never = opened.stage
    .alarms()
    .filter(({ kind, logicalName }) => kind === "metric" && !fired.has(logicalName));
  expect(never).toEqual([]);
});
