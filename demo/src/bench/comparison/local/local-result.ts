import type { Quartiles } from "../../telemetry/compare.ts";

/** What AWS and a tool do in a case that a user should not find out about only after a deploy, as phrases, by the name of the case. */
export type Observed = {
  readonly [name: string]: { readonly aws: string; readonly tool: string };
};

/** A measured value over the rounds, and its ratio to that of the first tool in the same round. */
export type ComparedValue = { readonly value: Quartiles; readonly ratio: Quartiles };

/** What was measured of a tool; the names say the unit. */
export type LocalResult = {
  readonly name: string;
  readonly versions: readonly string[];
} & (
  | {
      readonly values: { readonly [name: string]: ComparedValue };
      readonly observed: Observed;
    }
  | { readonly problem: string }
);
