import { VisibleError } from "@stagecraft/cli/visible-error";
import type { Waiver } from "./waivers.ts";

const needed = ["rule", "resource", "reason", "by", "until"] as const;
const fields = [...needed, "stage"] as const;

/** The waivers are invalid. */
export class WaiverError extends VisibleError {}

/**
 * Parses the waivers of a file: a list of objects with the fields of `Waiver`, each a string, and no other fields.
 * @throws WaiverError that names the file and, for each problem, the entry (from 1) and the field
 */
export function parseWaivers(
  text: string,
  { file, gates }: { readonly file: string; readonly gates: readonly string[] },
): readonly Waiver[] {
  const entries = listIn(text, file);
  const problems = entries.flatMap((entry, index) =>
    problemsOf(entry, gates).map((problem) => `${file}, entry ${index + 1}: ${problem}`),
  );
  if (problems.length > 0) throw new WaiverError(problems.join("\n"));
  return entries as readonly Waiver[];
}

function listIn(text: string, file: string): readonly unknown[] {
  const parsed = parsedJson(text, file);
  if (Array.isArray(parsed)) return parsed;
  throw new WaiverError(`${file} has to hold a list: [{ ${needed.join(", ")} }]`);
}

function parsedJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new WaiverError(`${file} is not JSON: ${(error as Error).message}`);
  }
}

function problemsOf(entry: unknown, gates: readonly string[]): readonly string[] {
  if (typeof entry !== "object" || entry === null || Array.isArray(entry)) {
    return [`it is not an object with ${needed.join(", ")}`];
  }
  const given: { readonly [field: string]: unknown } = { ...entry };
  const unknown = Object.keys(given).filter((field) => !fields.some((known) => known === field));
  return [
    ...unknown.map((field) => `"${field}" is unknown; the fields are ${fields.join(", ")}`),
    ...fields.flatMap((field) => problemOf(field, given[field], gates)),
  ];
}

function problemOf(
  field: (typeof fields)[number],
  value: unknown,
  gates: readonly string[],
): readonly string[] {
  if (value === undefined) {
    return needed.some((each) => each === field) ? [`"${field}" is missing`] : [];
  }
  if (typeof value !== "string" || value.trim() === "") {
    return [`"${field}" has to be a string, not ${JSON.stringify(value)}`];
  }
  if (field === "rule" && !gates.some((gate) => value.startsWith(`${gate}/`))) {
    return [`"rule" is "${value}", which is a rule of none of the gates ${gates.join(", ")}`];
  }
  if (field === "until" && !isDay(value)) {
    return [`"until" is "${value}", which is not a date such as 2027-01-31`];
  }
  return [];
}

/** JavaScript reads 2027-02-30 as the 2nd of March. */
function isDay(text: string): boolean {
  const time = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().slice(0, 10) === text;
}
