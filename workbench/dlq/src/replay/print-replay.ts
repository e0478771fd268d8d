import type { Outcome } from "./replay-letter.ts";
import type { ReplayReport } from "./replay-places.ts";

/** What was done, or would be, in counts; what was not is named one by one. */
export function printReplay({ outcomes, heldByOthers, wasInterrupted }: ReplayReport): string {
  const counted = Map.groupBy(outcomes, ({ letter, result }) => headline(letter, result));
  const lines = [...counted].map(([line, group]) => `${String(group.length).padStart(6)}  ${line}`);
  const left = outcomes.flatMap(({ letter, result }) =>
    result.kind === "refused" || result.kind === "failed"
      ? [`  ${letter.place} ${letter.id}: ${result.why}`]
      : [],
  );
  const held = Object.entries(heldByOthers).flatMap(([place, count]) =>
    count > 0
      ? [
          `about ${count} of ${place} are held by others, or by a run that was killed: try again in a minute`,
        ]
      : [],
  );
  const needsYes = outcomes.some(({ result }) => result.kind.startsWith("would-"));
  return [
    ...(lines.length > 0 ? lines : ["nothing to replay"]),
    ...left,
    ...held,
    ...(wasInterrupted ? ["interrupted: the next run goes on"] : []),
    ...(needsYes ? ["Nothing was sent. Do it with --yes."] : []),
  ].join("\n");
}

function headline({ place, way }: Outcome["letter"], result: Outcome["result"]): string {
  const there = way.to === "nowhere" ? "nowhere" : way.name;
  switch (result.kind) {
    case "would-send":
    case "sent": {
      const doing = result.kind === "sent" ? "sent" : "would be sent";
      const upcast = result.upcast ? `, brought from ${result.upcast}` : "";
      const doubt = result.isInDoubt ? ", perhaps for the second time: a killed run was at it" : "";
      return `${place} to ${there}: ${doing}${upcast}${doubt}`;
    }
    case "would-finish":
      return `${place} to ${there}: was sent by a killed run, would only be taken away`;
    case "finished":
      return `${place} to ${there}: was sent by a killed run, and is taken away`;
    case "refused":
      return `${place}: not sent (${result.because})`;
    case "failed":
      return `${place} to ${there}: failed${result.isInDoubt ? ", and may have got there" : ""}`;
  }
}
