import { durationText } from "@stagecraft/cli/duration-text";
import { runCommand } from "@stagecraft/cli/run-command";
import { secondsText } from "@stagecraft/cli/seconds-text";
import { compositeAlarmsOf } from "@stagecraft/plan/resources/cloudwatch/composite-alarms";
import { metricAlarmsOf } from "@stagecraft/plan/resources/cloudwatch/metric-alarms";
import { root } from "../scenarios/open-scenario.ts";
import { drillHelp, drillOptions, readDrillNames } from "./drill-options.ts";
import { drills } from "./drills.ts";
import { holdDrill } from "./hold-drill.ts";
import { openDrills } from "./open-drills.ts";
import { recordDrills } from "./record-drills.ts";
import { type DrillResult, runDrill } from "./run-drill.ts";

await runCommand({
  name: "drill",
  help: drillHelp,
  options: drillOptions,
  endsInOrder: true,
  words: true,
  async run(given, { log, signal }) {
    const chosen = readDrillNames(given);
    if (given.values.list) {
      const width = Math.max(...drills.map(({ name }) => name.length));
      for (const { name, runbook, how } of chosen) {
        console.log(
          `${name.padEnd(width)}  ${how.padEnd("injected".length)}  docs/runbooks/${runbook}.md`,
        );
      }
      return 0;
    }
    const startedMs = performance.now();
    log("starting the system");
    const { stage, plan, runCommands, close } = await openDrills(root, signal);
    const results: DrillResult[] = [];
    const failures: string[] = [];
    try {
      const [held] = chosen;
      if (given.values.hold && held) {
        await holdDrill(held, stage, { say: log, signal });
        return 0;
      }
      for (const [index, drill] of chosen.entries()) {
        signal.throwIfAborted();
        try {
          const beganMs = performance.now();
          const result = await runDrill(drill, stage, runCommands);
          results.push(result);
          const took = secondsText(performance.now() - beganMs);
          log(`${index + 1}/${chosen.length}  ${resultText(result)} (${took})`);
        } catch (error) {
          if (!(error instanceof Error) || signal.aborted) throw error;
          failures.push(error.message);
          log(`${index + 1}/${chosen.length}  FAILED  ${error.message}`);
          await stage.recover();
        }
      }
    } finally {
      await close();
      // What an interrupted run has seen counts too.
      if (!given.values["no-record"]) await recordDrills(root, plan, results);
    }
    const seen = new Set(results.flatMap(({ fired, pages }) => [...fired, ...pages]));
    const all = [...metricAlarmsOf(plan), ...compositeAlarmsOf(plan)];
    const unseen = all.filter(({ logicalName }) => !seen.has(logicalName));
    const isWhole = chosen.length === drills.length;
    if (isWhole && unseen.length > 0) {
      failures.push(
        `no drill made these fire: ${unseen.map(({ logicalName }) => logicalName).join(", ")}`,
      );
    }
    const took = durationText(performance.now() - startedMs);
    console.log(`${seen.size} of ${all.length} alarms fired and cleared in ${took}`);
    for (const failure of failures) console.log(`failed  ${failure}`);
    return failures.length === 0 ? 0 : 1;
  },
});

function resultText({
  drill,
  fired,
  firedAfterMinutes,
  clearedAfterMinutes,
  commands,
}: DrillResult) {
  const count = `${fired.length} ${fired.length === 1 ? "alarm" : "alarms"}`;
  return `${drill.name}: ${count} fired within ${firedAfterMinutes} min and cleared ${clearedAfterMinutes} min after the fix (${drill.how}); ${commands.length} commands of ${drill.runbook}.md ran`;
}
