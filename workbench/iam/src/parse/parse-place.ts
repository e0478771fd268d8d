import type { PolicyVersion } from "../policy.ts";
import { PolicyError } from "../policy-error.ts";

/** The position of the parser, for errors, and the version of the policy. */
export type Place = {
  readonly policy: string;
  readonly at: string;
  readonly version: PolicyVersion;
};

export function within(place: Place, element: string): Place {
  return { ...place, at: `${place.at}.${element}` };
}

export function refuse(place: Place, problem: string): never {
  throw new PolicyError(place.policy, place.at, problem);
}

export function expectRecord(place: Place, value: unknown): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return refuse(place, `${JSON.stringify(value)} is not an object`);
  }
  return value as Record<string, unknown>;
}

/** A string or a non-empty list of strings. */
export function expectTexts(place: Place, value: unknown): readonly string[] {
  const values: unknown[] = Array.isArray(value) ? value : [value];
  if (values.length === 0) return refuse(place, "is an empty list");
  return values.map((entry) =>
    typeof entry === "string" ? entry : refuse(place, `${JSON.stringify(entry)} is not a string`),
  );
}
