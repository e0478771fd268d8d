import type { Outcome } from "./redrive-message.ts";
import type { RedriveReport } from "./redrive-messages.ts";

/** Counts the outcomes, and lists each message that was not sent. */
export function printRedrive({
  outcomes,
  inFlightElsewhere,
  wasInterrupted,
}: RedriveReport): string {
  const counted = Map.groupBy(outcomes, ({ message, result }) => headline(message, result));
  const lines = [...counted].map(([line, group]) => `${String(group.length).padStart(6)}  ${line}`);
  const notSent = outcomes.flatMap(({ message, result }) =>
    result.kind === "refused" || result.kind === "failed"
      ? [`  ${message.source} ${message.id}: ${result.why}`]
      : [],
  );
  const inFlight = Object.entries(inFlightElsewhere).flatMap(([source, count]) =>
    count > 0
      ? [
          `about ${count} messages of ${source} are in flight to other readers or a killed run: try again in a minute`,
        ]
      : [],
  );
  const needsYes = outcomes.some(({ result }) => result.kind.startsWith("would-"));
  return [
    ...(lines.length > 0 ? lines : ["no messages to redrive"]),
    ...notSent,
    ...inFlight,
    ...(wasInterrupted ? ["interrupted: run it again to continue"] : []),
    ...(needsYes ? ["Dry run: nothing was sent. Add --yes to send."] : []),
  ].join("\n");
}

function headline({ source, target }: Outcome["message"], result: Outcome["result"]): string {
  const name = target.kind === "none" ? "no target" : target.name;
  switch (result.kind) {
    case "would-send":
    case "sent": {
      const verb = result.kind === "sent" ? "sent" : "would be sent";
      const upcast = result.upcast ? `, upgraded from ${result.upcast}` : "";
      const uncertain = result.isUncertain
        ? ", maybe for the second time: a killed run may have sent it"
        : "";
      return `${source} to ${name}: ${verb}${upcast}${uncertain}`;
    }
    case "would-delete":
      return `${source} to ${name}: sent by a killed run, would be deleted`;
    case "deleted":
      return `${source} to ${name}: sent by a killed run, deleted`;
    case "refused":
      return `${source}: not sent (${result.reason})`;
    case "failed":
      return `${source} to ${name}: failed${result.isUncertain ? ", and may have been sent" : ""}`;
  }
}
