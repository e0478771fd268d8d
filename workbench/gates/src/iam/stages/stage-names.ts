import type { Json, Plan, Resource } from "@stagecraft/plan/plan";
import { sameConstructs } from "./same-constructs.ts";

/** Replaces the names of one stage. */
export type StageNames = {
  /** The text with a mark in place of each name that differs on the other stage; equal on both stages. */
  normal(text: string): string;
  /** The text with this stage's names in place of the marks. */
  written(normal: string): string;
};

/** Inputs with a resource's name, which may be missing in its outputs. */
const nameInputs = [
  ...["name", "bucket", "functionName", "topicName", "identifier", "clusterIdentifier"],
];

const [opening, closing] = ["⟨", "⟩"];
const mark = (name: string) => `${opening}${name}${closing}`;
const marks = /⟨([^⟩]*)⟩/g;

/**
 * The names of two stages of a program; the marks are the names of the first. A name is the ARN, id or name of a construct that both
 * stages have, and the stage's own name, account and region in their usual position. Equal text stays unchanged: a name of one stage
 * that appears on the other stage is a difference.
 */
export function stageNames(first: Plan, second: Plan): readonly [StageNames, StageNames] {
  const pairs = renamed(first, second);
  return [
    namesOf(first, new Map(pairs.map(([name]) => [name, name]))),
    namesOf(second, new Map(pairs.map(([name, other]) => [other, name]))),
  ];
}

/** The names that differ. A name with two counterparts on the other stage is left out. */
function renamed(first: Plan, second: Plan): readonly (readonly [string, string])[] {
  const stages = [first.stage, second.stage];
  const pairs = sameConstructs(first, second).flatMap(([one, other]) => {
    const [from, to] = [textsIn(one), textsIn(other)];
    return [...from].flatMap(([key, name]) => {
      const otherName = to.get(key);
      if (otherName === undefined || otherName === name) return [];
      return stages.includes(name) || stages.includes(otherName)
        ? []
        : [[name, otherName] as const];
    });
  });
  const unique = [...new Map(pairs.map((pair) => [JSON.stringify(pair), pair])).values()];
  const once = (at: 0 | 1) => Map.groupBy(unique, (pair) => pair[at]);
  const [byFirst, bySecond] = [once(0), once(1)];
  return unique.filter(
    ([name, other]) => byFirst.get(name)?.length === 1 && bySecond.get(other)?.length === 1,
  );
}

/** The strings of a resource by their path. */
function textsIn({ inputs, outputs }: Resource): ReadonlyMap<string, string> {
  const given = Object.entries(inputs).filter(([key]) => nameInputs.includes(key));
  const answered = Object.entries(outputs).map(([key, value]) => [`output ${key}`, value] as const);
  return new Map(
    [...given, ...answered].flatMap(([key, value]) => (isName(value) ? [[key, value]] : [])),
  );
}

function isName(value: Json): value is string {
  return typeof value === "string" && value !== "" && !value.startsWith("{{secret:");
}

function namesOf(plan: Plan, marked: ReadonlyMap<string, string>): StageNames {
  const known = new Map<string, string>();
  const pattern = patternOf([...marked.keys()]);
  const writtenAs = new Map([...marked].map(([name, marks]) => [marks, name]));
  const own = {
    $stage: plan.stage,
    $app: plan.app,
    $region: plan.region,
    $account: plan.accountId,
  };
  for (const [key, text] of Object.entries(own)) writtenAs.set(key, text);

  function normal(text: string): string {
    if (!pattern) return withoutLocation(text, plan);
    const named = text.replace(pattern, (name) => mark(marked.get(name) ?? name));
    return withoutLocation(named, plan);
  }
  return {
    normal(text) {
      const made = known.get(text) ?? normal(text);
      known.set(text, made);
      return made;
    },
    written: (text) => text.replace(marks, (_, name: string) => writtenAs.get(name) ?? name),
  };
}

/** Matches whole names, the longest first: a function's name is part of its ARN. */
function patternOf(names: readonly string[]): RegExp | undefined {
  if (names.length === 0) return undefined;
  const longestFirst = names.toSorted((a, b) => b.length - a.length).map(escaped);
  return new RegExp(`(?<![\\w-])(?:${longestFirst.join("|")})(?![\\w-])`, "g");
}

/** Replaces account, region and stage in their usual positions. */
function withoutLocation(text: string, { app, stage, region, accountId }: Plan): string {
  if (text === accountId) return mark("$account");
  if (text === region) return mark("$region");
  const placed = text
    .replace(
      /^(arn:[^:]*:[^:]*:)([^:]*):([^:]*)(?=:)/,
      (_, start: string, itsRegion: string, account: string) =>
        `${start}${itsRegion === region ? mark("$region") : itsRegion}:${
          account === accountId ? mark("$account") : account
        }`,
    )
    .replaceAll(`.${region}.`, `.${mark("$region")}.`);
  const found = [...placed.matchAll(marks)].map(([, name = ""]) => name);
  // The part inside a resource of the program, such as a folder of a bucket, does not contain a stage name.
  if (found.some((name) => !name.startsWith("$"))) return placed;
  const start = placed.startsWith("arn:") ? placed.split(":").slice(0, 5).join(":").length : 0;
  const names = new RegExp(`(?<=^|[:/])(${escaped(app)}-)?${escaped(stage)}(?=[-:/]|$)`, "g");
  const rest = placed
    .slice(start)
    .replace(names, (_, ofApp?: string) => `${ofApp ? `${mark("$app")}-` : ""}${mark("$stage")}`);
  return placed.slice(0, start) + rest;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&");
}
