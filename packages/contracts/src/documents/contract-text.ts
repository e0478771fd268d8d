import type { Contract, Party, Via } from "../contract.ts";
import { seconds } from "../seconds.ts";

/** The name of a function, a workflow or an outside party. */
export function nameOf(party: Party): string {
  return "inside" in party ? party.inside : party.outside;
}

/** The name of the queue, the route, and so on. */
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

/** Why a second delivery has no effect, as one line without a full stop. */
export function idempotencyText({ idempotency }: Pick<Contract, "idempotency">): string {
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

/** `4 days`, `15 minutes`: in the largest unit that divides the duration. */
export function durationText(durationSeconds: number): string {
  const [unit, size] = Object.entries(seconds)
    .toReversed()
    .find(([, each]) => durationSeconds % each === 0) ?? ["second", 1];
  const count = durationSeconds / size;
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}
