import { ago } from "../command/ago.ts";
import { printFailure } from "./print-failure.ts";
import type { ShownLetter } from "./show-letters.ts";

/** All about a dead letter, for a person. */
export function printLetter(letter: ShownLetter, nowMs: number): string {
  const { id, place, consumer, failure, receiveCount, firstMs, lastMs, contract, state } = letter;
  const { error, below } = printFailure(failure);
  const time = (timeMs: number) => `${new Date(timeMs).toISOString()} (${ago(timeMs, nowMs)})`;
  const facts: readonly (readonly [name: string, value: string | undefined])[] = [
    ["place", place],
    ["consumer", consumer],
    ["error", error],
    ["state", state],
    ["trace", failure.traceId],
    ["request", failure.requestId],
    [
      "received",
      receiveCount === undefined ? undefined : `${receiveCount} times, looking included`,
    ],
    ["first", time(firstMs)],
    ["last", lastMs === undefined ? undefined : time(lastMs)],
    ["back to", wayOf(letter)],
    ["owner", contract?.owner],
    ["remedy", contract?.remedy],
    ...Object.entries(letter.attributes).map(
      ([name, { StringValue, DataType }]) =>
        [`attribute ${name}`, StringValue ?? `(${DataType})`] as const,
    ),
  ];
  const known = facts.flatMap(([name, value]) => (value ? [[name, value] as const] : []));
  const width = Math.max(...known.map(([name]) => name.length));
  return [
    id,
    ...known.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`),
    ...(below.length > 0 ? ["  stack", ...below] : []),
    ...indented("body", letter.body),
    ...recordsOf(letter),
  ].join("\n");
}

function wayOf({ way }: ShownLetter): string {
  switch (way.to) {
    case "nowhere":
      return `nowhere: ${way.why}`;
    case "queue":
      return `the queue ${way.name}`;
    case "function":
      return `${way.name}, as an event`;
    case "stream-consumer":
      return `${way.name}, with the records of ${way.batch.stream}`;
    case "state-machine":
      return way.notRedrivable === undefined
        ? `${way.name}, where it failed`
        : `${way.name}, from its beginning: ${way.notRedrivable}`;
  }
}

function recordsOf({ records, isGone }: ShownLetter): readonly string[] {
  if (records === undefined) return [];
  return [
    ...(isGone ? ["  gone: the stream keeps its first records no more"] : []),
    ...records.flatMap(({ partitionKey, sequenceNumber, text }) =>
      indented(`record ${sequenceNumber} of ${partitionKey}`, text),
    ),
  ];
}

function indented(name: string, text: string): readonly string[] {
  return [
    `  ${name}`,
    ...readable(text)
      .split("\n")
      .map((line) => `    ${line}`),
  ];
}

function readable(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
