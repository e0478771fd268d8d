import { env } from "node:process";
import { setClockOffset, shiftDate } from "../lambda/runtime/shift-date.mjs";

/** Loaded before a container's own code: sets its `Date` to the stage's time, and follows its jumps. */

shiftDate();
setClockOffset(Number(env.STAGECRAFT_CLOCK_OFFSET_MS ?? 0));
delete env.STAGECRAFT_CLOCK_OFFSET_MS;

process.on("message", (offsetMs) => setClockOffset(Number(offsetMs)));
// The channel alone must not keep the process running.
process.channel?.unref();
