import { durationText } from "@stagecraft/cli/duration-text";
import { secondsText } from "@stagecraft/cli/seconds-text";

/** Below this, tenths of a second are shown. */
const shortMs = 10_000;

/** A duration for a person: `0.4 s`, `3 min 5 s`. */
export function elapsedText(ms: number): string {
  return ms < shortMs ? secondsText(Math.max(ms, 0)) : durationText(ms);
}
