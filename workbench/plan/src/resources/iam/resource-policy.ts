import type { Json } from "../../plan.ts";

/** A policy that hangs on a resource and says who else may use it. */
export type ResourcePolicy = {
  readonly name: string;
  readonly resourceArn: string;
  readonly document: Json;
};
