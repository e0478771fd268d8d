import fc from "fast-check";
import type { AccessRequest } from "../access-request.ts";
import { compilePolicies } from "../compile-policies.ts";
import { parsePolicy } from "../parse/parse-policy.ts";
import type { PolicySet } from "../policy-set.ts";
import { arbitraryPolicySet } from "./arbitrary-policy-set.ts";
import { arbitraryRequest } from "./arbitrary-request.ts";
import type { RawPolicySet } from "./raw-policy.ts";
import { type Outcome, referenceDecision } from "./reference-decision.ts";

/** What the evaluator and the reference decided. */
export type Comparison = {
  /** How many requests had each outcome, as the reference decides. */
  readonly outcomes: { readonly [Kind in Outcome]: number };
  /** The smallest request found on which the two disagree. */
  readonly disagreement?: Disagreement;
};

export type Disagreement = {
  readonly policies: RawPolicySet;
  readonly request: AccessRequest;
  readonly reference: Outcome;
  readonly evaluator: Outcome;
};

/** Compares the evaluator with the reference on generated requests, until they disagree. The same seed generates the same requests. */
export function compareDecisions(requests: number, seed: number): Comparison {
  const outcomes = { allowed: 0, explicit: 0, implicit: 0 };
  const property = fc.property(arbitraryPolicySet, arbitraryRequest, (policies, request) => {
    const outcome = referenceDecision(policies, request);
    outcomes[outcome] += 1;
    return evaluatorDecision(policies, request) === outcome;
  });
  const { counterexample } = fc.check(property, { numRuns: requests, seed });
  if (counterexample === null) return { outcomes };
  const [policies, request] = counterexample;
  const reference = referenceDecision(policies, request);
  const evaluator = evaluatorDecision(policies, request);
  return { outcomes, disagreement: { policies, request, reference, evaluator } };
}

function evaluatorDecision(policies: RawPolicySet, request: AccessRequest): Outcome {
  const decision = compilePolicies(parsed(policies))(request);
  return decision.allowed ? "allowed" : decision.kind;
}

function parsed(raw: RawPolicySet): PolicySet {
  const parse = (value: unknown): unknown => {
    if (typeof value === "boolean") return value;
    return Array.isArray(value) ? value.map(parse) : parsePolicy("generated", value);
  };
  return Object.fromEntries(
    Object.entries(raw).map(([kind, list]) => [kind, parse(list)]),
  ) as PolicySet;
}
