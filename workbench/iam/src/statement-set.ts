import type { AccessRequest } from "./access-request.ts";
import { checkPolicyKind } from "./check-policy-kind.ts";
import { applies, type CompiledStatement, compileStatement } from "./compile-statement.ts";
import type { PrincipalMatch, PrincipalRules } from "./match-principal.ts";
import type { NamedPolicy, PolicyKind } from "./policy.ts";
import type { ContextLookup } from "./request-context.ts";

/** The policies of one kind, of which one Allow is enough. */
export type StatementSet = {
  readonly kind: PolicyKind;
  readonly allows: readonly CompiledStatement[];
  findDeny(request: AccessRequest, context: ContextLookup): CompiledStatement | undefined;
  /** The Allow with the strongest match of the principal. */
  findAllow(request: AccessRequest, context: ContextLookup): Grant | undefined;
};

export type Grant = { readonly statement: CompiledStatement; readonly match: PrincipalMatch };

type ByEffect = {
  readonly allows: readonly CompiledStatement[];
  readonly denies: readonly CompiledStatement[];
};

const strength: { readonly [Match in PrincipalMatch]: number } = {
  session: 3,
  everyone: 3,
  service: 3,
  attached: 3,
  role: 2,
  account: 1,
};
const strongest = 3;

/** Limits the memory for callers with invalid actions. */
const maxIndexedActions = 4096;

/**
 * Compiles policies of one kind. The statements of an action are cached.
 * @throws PolicyError when a policy is not valid for its kind
 */
export function createStatementSet(
  kind: PolicyKind,
  policies: readonly NamedPolicy[],
  rules: PrincipalRules = {},
): StatementSet {
  const statements = policies.flatMap((policy) => {
    checkPolicyKind(kind, policy);
    return policy.document.Statement.map((statement, index) =>
      compileStatement(kind, policy, statement, index, rules),
    );
  });
  const allows = statements.filter((statement) => statement.source.Effect === "Allow");
  const denies = statements.filter((statement) => statement.source.Effect === "Deny");
  const byAction = new Map<string, ByEffect>();

  function about(action: string): ByEffect {
    const known = byAction.get(action);
    if (known !== undefined) return known;
    const lower = action.toLowerCase();
    const found = {
      allows: allows.filter((statement) => statement.matchesAction(lower)),
      denies: denies.filter((statement) => statement.matchesAction(lower)),
    };
    if (byAction.size >= maxIndexedActions) byAction.clear();
    byAction.set(action, found);
    return found;
  }

  return {
    kind,
    allows,
    findDeny(request, context) {
      return about(request.action).denies.find(
        (statement) => applies(statement, request, context) !== undefined,
      );
    },
    findAllow(request, context) {
      let best: Grant | undefined;
      for (const statement of about(request.action).allows) {
        const match = applies(statement, request, context);
        if (match === undefined) continue;
        if (strength[match] === strongest) return { statement, match };
        if (best === undefined || strength[match] > strength[best.match])
          best = { statement, match };
      }
      return best;
    },
  };
}
