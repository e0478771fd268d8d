import type { Json } from "@stagecraft/plan/plan";
import { isObject } from "@stagecraft/plan/resources";
import type { StageNames } from "./stage-names.ts";

/** A part of a statement: as its stage writes it, and as both would. */
export type Part = { readonly text: string; readonly normal: string };

/** A policy's statement about one action, one resource and one principal: a list of each allows every combination. */
export type SingleStatement = {
  readonly effect: string;
  readonly action: Part;
  /** Empty texts where a policy of this kind names none. */
  readonly resource: Part;
  readonly principal: Part;
  /** Conditions, and whatever else limits the statement. */
  readonly condition: Part & { readonly source: { readonly [key: string]: Json } };
};

type Statement = { readonly [key: string]: Json };

/** What is not about who may do what. */
const labels = ["Sid", "Effect", "Action", "NotAction", "Resource", "NotResource"];
const limits = (statement: Statement) =>
  Object.entries(statement).filter(
    ([key]) => ![...labels, "Principal", "NotPrincipal", "Condition"].includes(key),
  );

/** Everything that a policy says, one action on one resource at a time, in no order that matters. */
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

/** What is no statement is told apart by its text. */
const unreadable = (text: Json): { [key: string]: Json } => ({ Effect: "Allow", Unreadable: text });

/** `Action`, or all but what `NotAction` lists, which is one thing. */
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

/** Operators and keys are compared without regard to case; values in any order. In a policy of 2008, `${...}` is no variable. */
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

/** One or a list of them, as texts. */
function listOf(value: Json): readonly string[] {
  return (Array.isArray(value) ? value : [value]).map((each) =>
    typeof each === "object" ? JSON.stringify(each) : String(each),
  );
}
