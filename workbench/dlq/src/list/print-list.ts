import { ago } from "../command/ago.ts";
import type { PlaceSummary } from "./list-places.ts";

/** A paragraph for each place that has something, and a line for all that have nothing. */
export function printList(places: readonly PlaceSummary[], nowMs: number): string {
  const [some, none] = [
    places.filter(({ count, heldByOthers }) => count + heldByOthers > 0),
    places.filter(({ count, heldByOthers }) => count + heldByOthers === 0),
  ];
  const width = Math.max(0, ...some.map(({ place }) => place.length));
  const paragraphs = some.map((summary) => printPlace(summary, width, nowMs));
  const empty = none.length > 0 ? [`nothing in ${none.map(({ place }) => place).join(", ")}`] : [];
  return [...paragraphs, ...empty].join("\n\n");
}

function printPlace(summary: PlaceSummary, width: number, nowMs: number): string {
  const { place, count, isMore, oldest, newest, owner, heldByOthers, byCause } = summary;
  const age = (time: string | undefined) => ago(Date.parse(time ?? ""), nowMs);
  const head = [
    `${place.padEnd(width)}  ${count}${isMore ? "+" : ""}`,
    ...(count > 0 ? [`oldest ${age(oldest)}, newest ${age(newest)}`] : []),
    ...(owner === undefined ? [] : [owner]),
  ].join("  ");
  const causes = byCause.map(
    ({ consumer, error, count: own }) =>
      `${String(own).padStart(8)}  ${[consumer, shortened(error)].filter(Boolean).join("  ")}`,
  );
  const held = heldByOthers > 0 ? [`  about ${heldByOthers} more are held by others just now`] : [];
  return [head, ...causes, ...held].join("\n");
}

/** Some kinds of dead letters have nothing but a message. */
function shortened(error: string): string {
  return error.length > 60 ? `${error.slice(0, 59)}…` : error;
}
