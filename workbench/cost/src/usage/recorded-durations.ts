/**
 * Billed milliseconds of one warm invocation, by the function's name in the Plan. Durations differ from run to run and from machine
 * to machine, so that they are recorded in a file and moved on purpose.
 */
export type RecordedDurations = { readonly [functionName: string]: number };
