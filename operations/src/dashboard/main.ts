import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { runCommand } from "@stagecraft/cli/run-command";
import { synthesize } from "@stagecraft/plan/synthesize";
import { withStage } from "../access/with-stage.ts";
import { DashboardError } from "./dashboard-error.ts";
import { dashboardHelp, dashboardOptions, readDashboardOptions } from "./dashboard-options.ts";
import { drawDashboard } from "./draw-dashboard.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url)).replace(/\/$/, "");

await runCommand({
  name: "dashboard",
  help: dashboardHelp,
  options: dashboardOptions,
  words: true,
  async run(given, { log, signal }) {
    const options = readDashboardOptions(given, root);
    try {
      const { content, lines } = await withStage(options, root, async (connection) => {
        const plan = await synthesize({ root, stage: options.stage, signal });
        return await drawDashboard(options, { plan, ...connection });
      });
      await mkdir(dirname(options.out), { recursive: true });
      await writeFile(options.out, content);
      console.log([...lines, `wrote ${options.out}`].join("\n"));
      return 0;
    } catch (error) {
      if (!(error instanceof DashboardError)) throw error;
      log(`dashboard: ${error.message}`);
      return 1;
    }
  },
});
