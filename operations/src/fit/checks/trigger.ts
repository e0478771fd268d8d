import { callKinds } from "../call-kind.ts";
import type { Check } from "../fit-check.ts";

/** Who starts the work, and whether somebody waits for it. */
export const trigger: Check = ({ calls }) => {
  const aspect = "trigger";
  if (calls.length === 0) {
    return {
      aspect,
      verdict: "unknown",
      short: "-",
      reason: "Nothing that starts it is known.",
      instead: "Declare its trigger in infra/, and its contract.",
    };
  }
  const names = calls.map(({ name }) => name).join(", ");
  if (calls.some(({ kind }) => kind === "connection")) {
    return {
      aspect,
      verdict: "partial",
      short: "connection",
      reason: `A message of a connected client starts it (${names}): an API Gateway WebSocket API holds the connection and invokes a function for each message, because a function cannot hold one.`,
      instead:
        "Use a WebSocket API or AppSync Events for the connections, and store their ids in DynamoDB.",
    };
  }
  const waits = calls.filter(({ kind }) => callKinds[kind].waits);
  const short =
    waits.length === calls.length ? "synchronous" : waits.length > 0 ? "both" : "asynchronous";
  return { aspect, verdict: "yes", short, reason: `${names} starts it, ${short}.` };
};
