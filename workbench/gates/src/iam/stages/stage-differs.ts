import type { Json, Plan } from "@stagecraft/plan/plan";
import { isObject } from "@stagecraft/plan/resources";
import type { Finding } from "../../finding.ts";
import { permissionText } from "../permission-text.ts";
import { isCheckedAlone } from "./checked-alone.ts";
import { comparePolicies, type PolicyDifference } from "./policy-differences.ts";
import type { SingleStatement } from "./single-statements.ts";
import type { StageNames } from "./stage-names.ts";

const rule = "iam/stage-differs";

/** One of the two stages. */
type Side = { readonly stage: string; readonly names: StageNames };

/** Statements that differ only in their actions. */
type Group = readonly [SingleStatement, ...SingleStatement[]];

/**
 * Differences in permissions between a stage and the evidence stage, whose evidence would not be valid for it. Names may differ, and how
 * policies divide their statements. What can be checked without evidence is left to the rules that check it.
 */
export function stageDiffers(
  reference: Plan,
  plan: Plan,
): {
  readonly findings: readonly Finding[];
  readonly compared: number;
  /** The roles and policies that only this stage has, and that are checked without evidence. */
  readonly alone: readonly string[];
} {
  const { differences, names, compared } = comparePolicies(reference, plan);
  const sides = {
    first: { stage: reference.stage, names: names[0] },
    second: { stage: plan.stage, names: names[1] },
  };
  const alone = differences.filter((each) => isCheckedAlone(each, plan));
  const others = differences.filter((each) => !alone.includes(each));
  const ofOne = Map.groupBy(others, ({ resource, kind }) => `${kind} ${resource}`);
  return {
    compared,
    findings: [...ofOne.values()].flatMap((group) => findingsOf(group, sides)),
    alone: [...new Set(alone.map(({ resource }) => resource))].toSorted(),
  };
}

function findingsOf(
  differences: readonly PolicyDifference[],
  sides: { readonly first: Side; readonly second: Side },
): readonly Finding[] {
  const [one] = differences;
  if (!one) return [];
  const about = { rule, severity: "error", resource: one.resource } as const;
  if (!one.statement) {
    const { first, second } = sides;
    const [has, lacks] = one.on === "first" ? [first, second] : [second, first];
    return [
      {
        ...about,
        message: `The ${one.kind} exists on ${has.stage}, and not on ${lacks.stage}.`,
        fix: `the same ${one.kind} on both stages: the permissions that a role needs are recorded on ${first.stage}.${one.kind === "role" ? ownTelemetryText(one) : ""}`,
      },
    ];
  }
  const said = (on: PolicyDifference["on"]) =>
    differences.flatMap(({ on: side, statement }) => (side === on && statement ? [statement] : []));
  const where = one.kind === "policies" ? "" : `${one.kind}: `;
  const { first: on, second: other } = sides;
  const [first, second] = [said("first"), said("second")];
  const limited = first.flatMap((each): Limited[] => {
    const counterpart = second.find((candidate) => isAlikeButCondition(each, candidate));
    return counterpart ? [{ on: each, other: counterpart }] : [];
  });
  const isOther = (each: SingleStatement) =>
    !limited.some((known) => isAlikeButCondition(each, known.on));
  const byBoth = Map.groupBy(limited, (each) =>
    JSON.stringify([alike(each.on), each.on.condition.normal, each.other.condition.normal]),
  );
  return [
    ...[...byBoth.values()].flatMap((group) => {
      const [{ on: here, other: there }] = group as [Limited];
      const said = sentence(group.map(({ on }) => on) as unknown as Group, { hasCondition: false });
      return {
        ...about,
        message: `${where}${on.stage} ${said} ${limitText(here)}, ${other.stage} ${limitText(there)}.`,
        fix: `on ${other.stage} as on ${on.stage}: ${limitText(here, { from: on, to: other })}`,
      };
    }),
    ...grouped(first.filter(isOther)).map((group) => ({
      ...about,
      message: `${where}${on.stage} ${sentence(group)}, and ${other.stage} does not.`,
      fix: `on ${other.stage} as on ${on.stage}: ${grantText(group, { from: on, to: other })}`,
    })),
    ...grouped(second.filter(isOther)).map((group) => ({
      ...about,
      message: `${where}${other.stage} ${sentence(group)}, and ${on.stage} does not.`,
      fix: `on ${on.stage} too, where its use is recorded, or not on ${other.stage}: ${grantText(group, { from: other, to: on })}`,
    })),
  ];
}

/** What the checked stage may have in addition. */
function ownTelemetryText({ on }: PolicyDifference): string {
  return on === "first"
    ? ""
    : " A function that only this stage has may only write its own log and send spans.";
}

/** A statement that both stages have with different conditions. */
type Limited = { readonly on: SingleStatement; readonly other: SingleStatement };

/** From the names of one stage to those of the other. */
type Translation = { readonly from: Side; readonly to: Side };

function isAlikeButCondition(one: SingleStatement, other: SingleStatement): boolean {
  return alike(one) === alike(other) && one.action.normal === other.action.normal;
}

/** Everything except the action and the condition. */
function alike({ effect, resource, principal }: SingleStatement): string {
  return JSON.stringify([effect, resource.normal, principal.normal]);
}

function grouped(statements: readonly SingleStatement[]): readonly Group[] {
  const groups = Map.groupBy(statements, (each) => `${alike(each)} ${each.condition.normal}`);
  return [...groups.values()].flatMap(([one, ...more]): Group[] => (one ? [[one, ...more]] : []));
}

function sentence(group: Group, { hasCondition } = { hasCondition: true }): string {
  const [{ effect, resource, principal, condition }] = group;
  return [
    effect === "Deny" ? "denies" : "allows",
    group.map(({ action }) => action.text).join(", "),
    resource.text && `on ${resource.text}`,
    principal.text && `to ${principal.text}`,
    hasCondition && condition.text && `if ${condition.text}`,
  ]
    .filter(Boolean)
    .join(" ");
}

function limitText({ condition }: SingleStatement, translation?: Translation): string {
  if (condition.text === "") return "without a condition";
  return `if ${JSON.stringify(translation ? translated(condition.source, translation) : condition.source)}`;
}

/** A plain grant as it is written in infra/; any other statement in words. */
function grantText(group: Group, translation: Translation): string {
  const [one, ...more] = group;
  const resource = { ...one.resource, text: translatedText(one.resource.text, translation) };
  const principal = { ...one.principal, text: translatedText(one.principal.text, translation) };
  const limit = one.condition.text === "" ? "" : ` ${limitText(one, translation)}`;
  const actions = group.map(({ action }) => action.text);
  const isPlain = one.effect === "Allow" && principal.text === "";
  if (isPlain && ![...actions, resource.text].some(isException)) {
    return `${permissionText(actions, [resource.text])}${limit}`;
  }
  const said = sentence([{ ...one, resource, principal }, ...more], { hasCondition: false });
  return `a statement that ${said}${limit}`;
}

const isException = (text: string) => text.startsWith("all but ");

function translated(value: Json, translation: Translation): Json {
  if (typeof value === "string") return translatedText(value, translation);
  if (Array.isArray(value)) return value.map((each) => translated(each, translation));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, translated(each, translation)]),
  );
}

function translatedText(text: string, { from, to }: Translation): string {
  return to.names.written(from.names.normal(text));
}
