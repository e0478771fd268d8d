import { setClockOffset, shiftDate } from "../lambda/runtime/shift-date.mjs";

/** Loaded before a container's own code, as `container-clock.mjs?offsetMs=N`: sets its `Date` to the stage's time, and follows it. */

shiftDate();
setClockOffset(Number(new URL(import.meta.url).searchParams.get("offsetMs")));

process.on("message", (offsetMs) => setClockOffset(Number(offsetMs)));
// The channel alone must not keep the process running.
process.channel?.unref();
