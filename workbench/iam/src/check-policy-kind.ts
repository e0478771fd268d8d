import type { NamedPolicy, PolicyKind } from "./policy.ts";
import { PolicyError } from "./policy-error.ts";

const namesPrincipals: ReadonlySet<PolicyKind> = new Set([
  "resource",
  "resource-control",
  "vpc-endpoint",
  "trust",
]);

const storedByIam: ReadonlySet<PolicyKind> = new Set(["identity", "boundary", "session", "trust"]);

/**
 * Refuses elements that the policy grammar allows, but that AWS refuses in a policy of this kind.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html#policies-grammar-notes
 * @throws PolicyError
 */
export function checkPolicyKind(kind: PolicyKind, policy: NamedPolicy): void {
  const sids = new Set<string>();
  if (policy.document.Id !== undefined && storedByIam.has(kind) && kind !== "trust") {
    throw new PolicyError(policy.name, "Id", `a policy of kind ${kind} has no Id; remove it`);
  }
  for (const [index, statement] of policy.document.Statement.entries()) {
    const refuse = (element: string, problem: string): never => {
      throw new PolicyError(policy.name, `Statement[${index}]${element}`, problem);
    };
    const principal = statement.Principal ?? statement.NotPrincipal;
    const resource = statement.Resource ?? statement.NotResource;
    if (namesPrincipals.has(kind)) {
      if (principal === undefined) refuse("", `a policy of kind ${kind} needs a Principal`);
    } else if (principal !== undefined) {
      refuse("", `a policy of kind ${kind} is attached to its principal; remove Principal`);
    } else if (resource === undefined) {
      refuse("", `a policy of kind ${kind} needs Resource or NotResource`);
    }
    if (kind === "trust") {
      if (statement.NotPrincipal !== undefined) {
        refuse(".NotPrincipal", "a trust policy cannot have NotPrincipal; use Principal");
      }
      if (resource !== undefined) {
        refuse("", "a trust policy is about its own role; remove Resource");
      }
    }
    if (storedByIam.has(kind) && statement.Sid) {
      if (!/^[A-Za-z0-9]*$/.test(statement.Sid)) {
        refuse(".Sid", `"${statement.Sid}" may hold letters and digits only`);
      }
      if (sids.has(statement.Sid)) refuse(".Sid", `"${statement.Sid}" is not unique`);
      sids.add(statement.Sid);
    }
  }
}
