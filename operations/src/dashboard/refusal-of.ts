/**
 * The reason, when an endpoint refuses a call or a part of it: the local stage what it does not serve, CloudWatch an expression that
 * it cannot read. Undefined for every other error.
 */
export function refusalOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const refusals = new Set(["NotImplemented", "ValidationError", "InvalidParameterValueException"]);
  return refusals.has(error.name) ? error.message : undefined;
}
