/** A policy document as Pulumi's `getPolicyDocument` takes it. */
type ProviderDocument = {
  readonly version?: string;
  readonly policyId?: string;
  readonly statements?: readonly ProviderStatement[];
};

type ProviderStatement = {
  readonly sid?: string;
  readonly effect?: string;
  readonly actions?: readonly string[];
  readonly notActions?: readonly string[];
  readonly resources?: readonly string[];
  readonly notResources?: readonly string[];
  readonly principals?: readonly ProviderPrincipal[];
  readonly notPrincipals?: readonly ProviderPrincipal[];
  readonly conditions?: readonly { test: string; variable: string; values: readonly string[] }[];
};

type ProviderPrincipal = { readonly type: string; readonly identifiers: readonly string[] };

/** The same document as AWS stores it. */
export function awsPolicyDocument(document: ProviderDocument): Record<string, unknown> {
  return {
    Version: document.version ?? "2012-10-17",
    ...(document.policyId ? { Id: document.policyId } : {}),
    Statement: (document.statements ?? []).map(awsStatement),
  };
}

function awsStatement(statement: ProviderStatement): Record<string, unknown> {
  return {
    ...(statement.sid ? { Sid: statement.sid } : {}),
    Effect: statement.effect ?? "Allow",
    ...listed("Action", statement.actions),
    ...listed("NotAction", statement.notActions),
    ...listed("Resource", statement.resources),
    ...listed("NotResource", statement.notResources),
    ...principals("Principal", statement.principals),
    ...principals("NotPrincipal", statement.notPrincipals),
    ...conditions(statement.conditions),
  };
}

function listed(key: string, values: readonly string[] | undefined) {
  if (!values?.length) return {};
  return { [key]: oneOrMany(values) };
}

/** `{ type: "*", identifiers: ["*"] }` is everyone, which AWS writes as `"*"`. */
function principals(key: string, given: readonly ProviderPrincipal[] | undefined) {
  if (!given?.length) return {};
  if (given.some(({ type }) => type === "*")) return { [key]: "*" };
  const byType = Map.groupBy(given, ({ type }) => type);
  const entries = [...byType].map(([type, all]) => {
    return [type, oneOrMany(all.flatMap(({ identifiers }) => identifiers))];
  });
  return { [key]: Object.fromEntries(entries) };
}

function conditions(given: ProviderStatement["conditions"]) {
  if (!given?.length) return {};
  const byOperator = Map.groupBy(given, ({ test }) => test);
  const entries = [...byOperator].map(([test, all]) => [
    test,
    Object.fromEntries(all.map(({ variable, values }) => [variable, oneOrMany(values)])),
  ]);
  return { Condition: Object.fromEntries(entries) };
}

/** AWS writes a list of one as its only item. */
function oneOrMany(values: readonly string[]): string | readonly string[] {
  const [only, ...others] = values;
  return only !== undefined && others.length === 0 ? only : values;
}
