import { readLogRecord } from "./log-record.ts";
import { type LoggedError, readLoggedError } from "./logged-error.ts";
import type { MapFrames } from "./map-frames.ts";
import { errorsIn } from "./print-error.ts";

/** Most lines are no errors, and are not parsed. */
const mayBeError = /"(?:ERROR|FATAL)"|\t(?:ERROR|FATAL)\t/;

/** The maximum number of causes. */
const deepest = 4;

/** Longer messages are cut. */
const longestMessage = 200;

/**
 * The error of a log line in one line: name and message of it and of its causes, and the place in the program where the innermost was
 * thrown: `TypeError: bad at src/work.ts:1:2`. Undefined for a line without an error.
 */
export function summarizeError(line: string, mapFrames: MapFrames): string | undefined {
  if (!mayBeError.test(line)) return undefined;
  const { message, ...fields } = readLogRecord(line) ?? {};
  const [error] = [message, fields, ...Object.values(fields)].flatMap(
    (value) => readLoggedError(value) ?? errorsIn(value)?.[0] ?? [],
  );
  if (!error) return undefined;
  const chain = chainOf(error);
  const place = chain
    .toReversed()
    .flatMap(({ stack }) => stack.map((frame) => mapFrames(frame)))
    .flatMap((frame) => placeIn(frame) ?? [])[0];
  return [chain.map(headOf).join(", caused by "), ...(place ? [`at ${place}`] : [])].join(" ");
}

function chainOf(error: LoggedError): readonly LoggedError[] {
  const chain = [error];
  while (chain.length <= deepest) {
    const cause = errorsIn(chain.at(-1)?.cause)?.[0];
    if (!cause) break;
    chain.push(cause);
  }
  return chain;
}

function headOf({ type, message }: LoggedError): string {
  const [line = ""] = [type, message].filter(Boolean).join(": ").split("\n");
  return line.length > longestMessage ? `${line.slice(0, longestMessage - 1)}…` : line;
}

/** The position of a frame in the program's own files: `at work (src/work.ts:1:2)` or `at src/work.ts:1:2`. */
function placeIn(frame: string): string | undefined {
  const [, place] = /^\s*at (?:.*\(|async )?([^()]+:\d+:\d+)\)?$/.exec(frame) ?? [];
  return place === undefined || /node_modules\/|node:/.test(place) ? undefined : place.trim();
}
