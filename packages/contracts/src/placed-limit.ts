import { seconds } from "./seconds.ts";

/**
 * How long an order may be `placed`, in seconds. OutboxRelay then fails it, and its event starts no workflow any more. A file of its
 * own, so that the function imports nothing else with it.
 */
export const placedLimitSeconds = 6 * seconds.hour;
