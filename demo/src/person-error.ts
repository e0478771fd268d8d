/** Errors whose message alone is for the person: what, where, what next. Anything else is a defect and shows its stack. */
const named = new Set([
  "PlanError",
  "StageStartError",
  "StateLockedError",
  "StateUnusableError",
  "PortTakenError",
  "GaveUpError",
  "DataError",
  "OptionError",
  "EvidenceError",
]);

export function isForThePerson(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  return (
    named.has(error.name) ||
    String((error as NodeJS.ErrnoException).code).startsWith("ERR_PARSE_ARGS")
  );
}
