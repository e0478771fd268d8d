import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runCommand } from "@stagecraft/cli/run-command";
import { withStage } from "@stagecraft/operations/access/with-stage";
import { drawDashboard } from "@stagecraft/operations/dashboard/draw-dashboard";
import { openScenario, root } from "../scenarios/open-scenario.ts";
import { ordinaryProvider, runOrders } from "./run-orders.ts";

const help = `npm run dashboard:picture

  Writes docs/dashboard-light.svg and docs/dashboard-dark.svg: the dashboard of the stage local after an hour of ordinary orders, all
  run on this machine in a few minutes. The values differ a little from run to run.

  Exit 0 written, 1 the run or the drawing failed.`;

/** The first minutes, in which every function starts for the first time, are not in the picture. */
const warmUpMinutes = 5;
const hours = 1;
const minuteMs = 60_000;

await runCommand({
  name: "dashboard:picture",
  help,
  options: {},
  async run(_given, { log, signal }) {
    log("starting the system");
    const scenario = await openScenario({
      recordsTelemetry: false,
      providerOverrides: ordinaryProvider,
    });
    try {
      await runOrders(scenario, warmUpMinutes + hours * 60, { say: log, signal });
      const stage = { stage: "local", state: scenario.stateDirectory };
      await withStage(stage, root, async ({ cloudwatch, nowMs }) => {
        // The minute that has just begun would end each line with a fall.
        const endMs = Math.floor(nowMs() / minuteMs) * minuteMs;
        for (const theme of ["light", "dark"] as const) {
          const picture = `docs/dashboard-${theme}.svg`;
          const out = join(root, picture);
          const { content, lines } = await drawDashboard(
            { ...stage, hours, theme, format: "svg", out },
            { plan: scenario.plan, cloudwatch, nowMs: () => endMs },
          );
          await writeFile(out, content);
          console.log([...lines, `wrote ${picture}`].join("\n"));
        }
      });
      return 0;
    } finally {
      await scenario.close();
    }
  },
});
