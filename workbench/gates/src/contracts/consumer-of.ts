import type { Contract } from "./declarations.ts";

/** The consumer's name. */
export function consumerOf({ consumer }: Pick<Contract, "consumer">): string {
  return "inside" in consumer ? consumer.inside : consumer.outside;
}
