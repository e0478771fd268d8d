import type { AccessRequest } from "../access-request.ts";
import type { Context } from "./reference-context.ts";

/** A request with what the reference model has to know to decide it. */
export type ReferenceRequest = {
  readonly request: AccessRequest;
  readonly context: Context;
  readonly hasBoundary: boolean;
};
