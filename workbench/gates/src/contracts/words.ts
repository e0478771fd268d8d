import type { Contract } from "./declarations.ts";

const units = [
  ["day", 24 * 60 * 60],
  ["hour", 60 * 60],
  ["minute", 60],
  ["second", 1],
] as const;

/** `18 days`, `90 minutes`: in the largest unit that divides it. */
export function durationText(durationSeconds: number): string {
  const [unit, size] = units.find(([, each]) => durationSeconds % each === 0) ?? ["second", 1];
  const count = durationSeconds / size;
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}

/** The consumer's name. */
export function consumerOf({ consumer }: Pick<Contract, "consumer">): string {
  return "inside" in consumer ? consumer.inside : consumer.outside;
}
