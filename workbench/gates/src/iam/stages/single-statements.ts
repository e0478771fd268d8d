import type { Json } from "@stagecraft/plan/plan";
import { isObject } from "@stagecraft/plan/resources";
import type { StageNames } from "./stage-names.ts";

/** A part of a statement: as on its stage, and normalized for the comparison. */
export type Part = { readonly text: string; readonly normal: string };

/** A statement with one action, one resource and one principal. A policy's statement with lists is one for each combination. */
export type SingleStatement = {
  readonly effect: string;
  readonly action: Part;
  /** Empty for a kind of policy without it. */
  readonly resource: Part;
  readonly principal: Part;
  /** The conditions, and other elements that limit the statement. */
  readonly condition: Part & { readonly source: { readonly [key: string]: Json } };
};

type Statement = { readonly [key: string]: Json };

/** The elements that are not limits. */
const labels = ["Sid", "Effect", "Action", "NotAction", "Resource", "NotResource"];
const limits = (statement: Statement) =>
  Object.entries(statement).filter(
    ([key]) => ![...labels, "Principal", "NotPrincipal", "Condition"].includes(key),
  );

/** A policy as single statements, in any order. */
export function singleStatements(document: Json, names: StageNames): readonly SingleStatement[] {
  const policy = isObject(document) ? document : { Statement: [unreadable(document)] };
  const { Statement: list = [], Version: version = "2008-10-17" }: Statement = policy;
  const statements = (Array.isArray(list) ? list : [list]).map((each) =>
    isObject(each) ? each : unreadable(each),
  );
  return statements.flatMap((statement) => {
    const effect = String(statement.Effect);
    const condition = conditionOf(statement, version, names);
    const actions = partsOf(statement, "Action", (text) => text.toLowerCase());
    const resources = partsOf(statement, "Resource", names.normal);
    const principals = principalsOf(statement, names);
    return actions.flatMap((action) =>
      resources.flatMap((resource) =>
        principals.map((principal) => ({ effect, action, resource, principal, condition })),
      ),
    );
  });
}

/** Anything that is not a statement is compared as text. */
const unreadable = (text: Json): { [key: string]: Json } => ({ Effect: "Allow", Unreadable: text });

/** The actions or resources. `NotAction` and `NotResource` with their whole list are one part. */
function partsOf(
  statement: Statement,
  key: "Action" | "Resource",
  normal: (text: string) => string,
): readonly Part[] {
  const not = statement[`Not${key}`];
  if (not !== undefined) return [exceptOf(listOf(not), normal)];
  const given = statement[key];
  if (given === undefined) return [{ text: "", normal: "" }];
  return listOf(given).map((text) => ({ text, normal: normal(text) }));
}

function principalsOf(statement: Statement, { normal }: StageNames): readonly Part[] {
  const { Principal: principal, NotPrincipal: not } = statement;
  const kinds = (value: Json) =>
    isObject(value)
      ? Object.entries(value).flatMap(([kind, of]) => listOf(of).map((who) => ({ kind, who })))
      : listOf(value).map((who) => ({ kind: "", who }));
  if (not !== undefined) {
    return [
      exceptOf(
        kinds(not).map(({ kind, who }) => `${kind} ${who}`.trim()),
        normal,
      ),
    ];
  }
  if (principal === undefined) return [{ text: "", normal: "" }];
  return kinds(principal).map(({ kind, who }) => ({ text: who, normal: `${kind} ${normal(who)}` }));
}

function exceptOf(texts: readonly string[], normal: (text: string) => string): Part {
  return {
    text: `all but ${texts.join(", ")}`,
    normal: `all but ${JSON.stringify(texts.map(normal).toSorted())}`,
  };
}

/** Operators and keys ignore letter case, and values are sorted. In version 2008-10-17, `${...}` is not a variable. */
function conditionOf(
  statement: Statement,
  version: Json,
  { normal }: StageNames,
): SingleStatement["condition"] {
  const { Condition: condition } = statement;
  const operators = isObject(condition) ? Object.entries(condition) : [];
  const tests = operators.flatMap(([operator, of]) =>
    (isObject(of) ? Object.entries(of) : [["", of] as const]).map(([key, values]) =>
      JSON.stringify([
        ...[operator.toLowerCase(), key.toLowerCase()],
        ...listOf(values).map(normal).toSorted(),
      ]),
    ),
  );
  const more = limits(statement);
  const hasVariable = /\$\{/.test(JSON.stringify(statement));
  const source = { ...(isObject(condition) ? condition : {}), ...Object.fromEntries(more) };
  return {
    source,
    text: Object.keys(source).length > 0 ? JSON.stringify(source) : "",
    normal: JSON.stringify([tests.toSorted(), more, hasVariable ? version : ""]),
  };
}

/** A value or a list, as strings. */
function listOf(value: Json): readonly string[] {
  return (Array.isArray(value) ? value : [value]).map((each) =>
    typeof each === "object" ? JSON.stringify(each) : String(each),
  );
}
