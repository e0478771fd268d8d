import type { Json } from "../../plan.ts";

/** A policy that is attached to a resource and says who may use it. */
export type ResourcePolicy = {
  readonly name: string;
  readonly resourceArn: string;
  readonly document: Json;
};
