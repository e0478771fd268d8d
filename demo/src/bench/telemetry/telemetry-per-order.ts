import type { Scenario } from "@stagecraft/acceptance/scenarios/open-scenario";
import { type DatagramWatch, readTotals } from "./count-telemetry.ts";

const orders = 50;

/** Places orders of one line, lets each reach its end, and says what an order makes the functions write. */
export async function telemetryPerOrder(
  scenario: Scenario,
  datagrams: DatagramWatch,
): Promise<string> {
  for (let order = 0; order < orders; order += 1) await scenario.place();
  await scenario.settle();
  const { rows } = await scenario
    .sql()
    .query("select status from orders where status = 'fulfilled'");
  if (rows.length !== orders) throw new Error(`${rows.length} of ${orders} orders were fulfilled`);
  const totals = { ...(await readTotals(scenario.stateDirectory)), ...datagrams.totals() };
  if (totals.spans === 0) throw new Error("The functions sent no spans");
  const each = (count: number) => (count / orders).toFixed(1);
  const kilobytes = (bytes: number) => `${(bytes / orders / 1000).toFixed(1)} kB`;
  return [
    `per fulfilled order, each request sampled, with its share of the schedules (${orders} orders):`,
    `  traces: ${each(totals.spans)} spans in ${each(totals.datagrams)} datagrams of ${kilobytes(totals.datagramBytes)}`,
    `  logs: ${each(totals.logLines)} lines of ${kilobytes(totals.logBytes)}, metrics among them: ${each(totals.metricLines)} lines with ${each(totals.metricValues)} metrics`,
  ].join("\n");
}
