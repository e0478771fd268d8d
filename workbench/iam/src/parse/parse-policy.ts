import type { NamedPolicy, PolicyDocument } from "../policy.ts";
import { PolicyError } from "../policy-error.ts";
import { expectRecord } from "./parse-place.ts";
import { parseStatement } from "./parse-statement.ts";

const elements = new Set(["Version", "Id", "Statement"]);

/**
 * Parses a policy, an object or JSON text, by AWS's grammar. Elements that only some kinds of policies may have, such as Principal, are
 * checked in `compilePolicies` and `decideTrust`, where the kind is known.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 * @param name the name of the policy in errors, decisions and explanations
 * @throws PolicyError when AWS would not store it
 */
export function parsePolicy(
  name: string,
  json: unknown,
  options: { readonly arn?: string } = {},
): NamedPolicy {
  const arn = options.arn === undefined ? {} : { arn: options.arn };
  return { name, ...arn, document: parseDocument(name, json) };
}

function parseDocument(name: string, json: unknown): PolicyDocument {
  const value = typeof json === "string" ? parseJson(name, json) : json;
  const document = expectRecord({ policy: name, at: "", version: "2008-10-17" }, value);
  for (const element of Object.keys(document)) {
    if (!elements.has(element)) {
      throw new PolicyError(
        name,
        element,
        `is not an element of a policy; it may have ${list(elements)}`,
      );
    }
  }
  const { Version: version = "2008-10-17", Id: id, Statement: statements } = document;
  if (version !== "2012-10-17" && version !== "2008-10-17") {
    throw new PolicyError(
      name,
      "Version",
      `${JSON.stringify(version)} is not a version of the policy language; write "2012-10-17"`,
    );
  }
  if (id !== undefined && typeof id !== "string")
    throw new PolicyError(name, "Id", "is not a string");
  const listed = Array.isArray(statements) ? statements : [statements];
  if (statements === undefined || listed.length === 0) {
    throw new PolicyError(name, "Statement", "is missing; a policy needs at least one statement");
  }
  return {
    Version: version,
    ...(id === undefined ? {} : { Id: id }),
    Statement: listed.map((statement: unknown, index) =>
      parseStatement({ policy: name, at: `Statement[${index}]`, version }, statement),
    ),
  };
}

function parseJson(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new PolicyError(name, "", `is not JSON: ${(error as Error).message}`);
  }
}

function list(names: Iterable<string>): string {
  return [...names].join(", ");
}
