import type { Fault } from "@stagecraft/local-stage/faults/fault";

/** The share of messages, invocations, calls and events that each kind of fault affects. */
export const shares = {
  duplicated: 0.05,
  killed: 0.02,
  hanging: 0.01,
  throttled: 0.01,
  poison: 0.005,
} as const;

/** Longer than nearly every invocation, so that each moment of an invocation is equally likely. */
const withinMs = 30;
const minuteMs = 60_000;

/** About. */
const invocationsPerOrder = 7;

/** The faults of a run with so many orders. */
export function chaosFaults(orders: number): readonly Fault[] {
  const invocation = (share: number) => Math.ceil(orders * invocationsPerOrder * share);
  return [
    { kind: "duplicated", share: shares.duplicated / 2 },
    { kind: "duplicated", share: shares.duplicated / 2, afterMs: 4 * minuteMs },
    { kind: "reordered", share: shares.duplicated, withinMs: 5_000 },
    { kind: "delayed", share: shares.duplicated / 5, delayMs: 2 * minuteMs },
    { kind: "killed", share: shares.killed / 2, withinMs },
    { kind: "killed-at-call", share: shares.killed / 4, when: "before" },
    { kind: "killed-at-call", share: shares.killed / 4, when: "during" },
    { kind: "hanging", share: shares.hanging, withinMs },
    { kind: "invocation-throttled", share: shares.throttled },
    { kind: "invocation-failed", share: shares.throttled / 2, done: true },
    { kind: "invocation-failed", share: shares.throttled / 2, done: false },
    { kind: "call-throttled", share: shares.throttled },
    { kind: "call-failed", share: shares.throttled / 2, done: true },
    { kind: "call-failed", share: shares.throttled / 2, done: false },
    { kind: "call-slow", share: shares.throttled / 2, delayMs: 300 },
    { kind: "database-restarted", atInvocation: invocation(0.3) },
    { kind: "connections-cut", atInvocation: invocation(0.5) },
    { kind: "outage", atInvocation: invocation(0.6), forMs: minuteMs },
    { kind: "clock-jump", atInvocation: invocation(0.75), byMs: minuteMs },
  ];
}
