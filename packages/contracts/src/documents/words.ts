import type { Contract, Party, Via } from "../contract.ts";
import { seconds } from "../seconds.ts";

/** What of a contract's data people read in more than one document. */

export function nameOf(party: Party): string {
  return "inside" in party ? party.inside : party.outside;
}

/** Where the data passes: the queue's name, the route, and so on. */
export function addressOf(via: Via): string {
  switch (via.kind) {
    case "queue":
      return via.queue;
    case "stream":
      return via.stream;
    case "object":
      return `${via.bucket}/${via.prefix}*${via.suffix}`;
    case "report":
      return `${via.bucket}/${via.prefix}*`;
    case "schedule":
      return via.schedule;
    case "http":
    case "call":
      return via.route;
    case "workflow":
      return via.machine;
    case "task":
      return `${via.machine}/${via.state}`;
    case "deploy":
      return via.invocation;
    case "operator":
      return "by hand";
  }
}

/** Why a second delivery does no harm, in a line without its full stop. */
export function guardOf({ idempotency }: Pick<Contract, "idempotency">): string {
  switch (idempotency.by) {
    case "nature":
      return idempotency.why.replace(/\.$/, "");
    case "transaction":
      return `${idempotency.key}, in ${idempotency.where}, in the transaction of the effect`;
    case "record":
      return `${idempotency.key}, in ${idempotency.where}, for ${
        idempotency.keptSeconds === "for ever" ? "ever" : durationText(idempotency.keptSeconds)
      }`;
  }
}

/** `4 days`, `15 minutes`: in the largest unit that divides it. */
export function durationText(durationSeconds: number): string {
  const [unit, size] = Object.entries(seconds)
    .toReversed()
    .find(([, each]) => durationSeconds % each === 0) ?? ["second", 1];
  const count = durationSeconds / size;
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}
