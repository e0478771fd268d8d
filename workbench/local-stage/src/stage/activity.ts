/**
 * What a service, or the stage, is doing.
 * - `idle`: nothing happens before the clock moves on or a call comes.
 * - `busy`: something is under way, perhaps an invocation that it waits for.
 * - `hanging`: every invocation under way hangs until its timeout.
 * - `pending`: it has work that it begins by itself in a moment.
 */
export type Activity = "idle" | "busy" | "hanging" | "pending";

/** What a stage is doing. While all invocations hang, other busy services only wait for them. */
export function combineActivities(activities: readonly Activity[]): Exclude<Activity, "pending"> {
  if (activities.includes("pending")) return "busy";
  if (activities.includes("hanging")) return "hanging";
  return activities.includes("busy") ? "busy" : "idle";
}
