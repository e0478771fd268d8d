import type { FunctionDefinition } from "../function-definition.ts";
import { functionsOf } from "../functions.ts";
import type { Plan } from "../plan.ts";
import { quotas } from "../quotas.ts";
import type { Refusal } from "./refusal.ts";

const {
  shortestTimeoutSeconds,
  longestTimeoutSeconds,
  smallestMemoryMb,
  largestMemoryMb,
  smallestStorageMb,
  largestStorageMb,
} = quotas.lambda;
const { page } = longestTimeoutSeconds;

type Limit = {
  readonly what: string;
  readonly unit: string;
  readonly min: number;
  readonly max: number;
  value(definition: FunctionDefinition): number;
};

const limits: readonly Limit[] = [
  {
    what: "timeout",
    unit: "seconds",
    min: shortestTimeoutSeconds.value,
    max: longestTimeoutSeconds.value,
    value: ({ timeoutMs }) => timeoutMs / 1000,
  },
  {
    what: "memory",
    unit: "MB",
    min: smallestMemoryMb.value,
    max: largestMemoryMb.value,
    value: ({ memoryMb }) => memoryMb,
  },
  {
    what: "/tmp",
    unit: "MB",
    min: smallestStorageMb.value,
    max: largestStorageMb.value,
    value: ({ ephemeralStorageMb }) => ephemeralStorageMb,
  },
];

/** Functions outside Lambda's limits. */
export function functionLimitRefusals(plan: Plan): readonly Refusal[] {
  return functionsOf(plan).flatMap((definition) =>
    limits.flatMap(({ what, unit, min, max, value }) => {
      const given = value(definition);
      if (Number.isInteger(given) && given >= min && given <= max) return [];
      return [
        {
          resource: definition.logicalName,
          message: `${what} is ${given} ${unit}, and may be ${min} to ${max}`,
          page,
        },
      ];
    }),
  );
}
