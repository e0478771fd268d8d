import { ago } from "../command/ago.ts";
import { printFailure } from "./print-failure.ts";
import type { ShownMessage } from "./show-messages.ts";

/** All details of a dead-letter message as text. */
export function printMessage(message: ShownMessage, nowMs: number): string {
  const { id, source, consumer, failure, receiveCount, firstMs, lastMs, contract, state } = message;
  const { error, below } = printFailure(failure);
  const time = (timeMs: number) => `${new Date(timeMs).toISOString()} (${ago(timeMs, nowMs)})`;
  const facts: readonly (readonly [name: string, value: string | undefined])[] = [
    ["source", source],
    ["consumer", consumer],
    ["error", error],
    ["state", state],
    ["trace", failure.traceId],
    ["request", failure.requestId],
    [
      "received",
      receiveCount === undefined ? undefined : `${receiveCount} times, including by this tool`,
    ],
    ["first sent", time(firstMs)],
    ["last failed", lastMs === undefined ? undefined : time(lastMs)],
    ["target", targetText(message)],
    ["owner", contract?.owner],
    ["remedy", contract?.remedy],
    ...Object.entries(message.attributes).map(
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
    ...indented("body", message.body),
    ...recordsOf(message),
  ].join("\n");
}

function targetText({ target }: ShownMessage): string {
  switch (target.kind) {
    case "none":
      return `none: ${target.why}`;
    case "queue":
      return `queue ${target.name}`;
    case "function":
      return `function ${target.name}, invoked asynchronously`;
    case "stream-consumer":
      return `function ${target.name}, invoked with the records of ${target.batch.stream}`;
    case "state-machine":
      return target.notRedrivable === undefined
        ? `state machine ${target.name}, from the failed state`
        : `state machine ${target.name}, from the first state (--restart): ${target.notRedrivable}`;
  }
}

function recordsOf({ records, isExpired }: ShownMessage): readonly string[] {
  if (records === undefined) return [];
  return [
    ...(isExpired ? ["  expired: the stream does not have the first records any more"] : []),
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
