import type { PrincipalElement, PrincipalType } from "../policy.ts";
import { expectRecord, expectTexts, type Place, refuse, within } from "./parse-place.ts";

const types: readonly PrincipalType[] = ["AWS", "Service", "Federated", "CanonicalUser"];

/** An account, an ARN, the id that remains of a deleted role or user, or everyone. */
const awsPrincipal =
  /^(\*|\d{12}|arn:[\w-]+:(iam|sts)::(\d{12}|cloudfront):[^*?]+|A[A-Z0-9]{15,})$/;

/**
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 * @throws PolicyError for an unknown type, and for a wildcard that is only part of a name.
 */
export function parsePrincipal(place: Place, value: unknown): PrincipalElement {
  if (value === "*") return "*";
  const named = Object.entries(expectRecord(place, value));
  if (named.length === 0) refuse(place, 'names no principal; write "*" or { Service: ... }');
  return Object.fromEntries(
    named.map(([type, principals]) => {
      const here = within(place, type);
      if (!types.some((known) => known === type)) {
        refuse(here, `is not a type of principal; the types are ${types.join(", ")}`);
      }
      const texts = expectTexts(here, principals);
      const wrong = texts.find((text) => !isPrincipal(type, text));
      if (wrong !== undefined) {
        refuse(
          here,
          `"${wrong}" is not a principal of this type; a wildcard is only allowed alone, under AWS`,
        );
      }
      return [type, texts];
    }),
  );
}

function isPrincipal(type: string, text: string): boolean {
  return type === "AWS" ? awsPrincipal.test(text) : text !== "" && !/[*?]/.test(text);
}
