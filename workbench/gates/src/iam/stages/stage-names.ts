import type { Json, Plan, Resource } from "@stagecraft/plan/plan";
import { sameConstructs } from "./same-constructs.ts";

/** How one stage writes names. */
export type StageNames = {
  /** The text with a mark in place of each name that the other stage writes otherwise; it is the same on both. */
  normal(text: string): string;
  /** The text of a stage again. */
  written(normal: string): string;
};

/** Inputs in which a resource is given its name: it need not be among its outputs. */
const nameInputs = [
  ...["name", "bucket", "functionName", "topicName", "identifier", "clusterIdentifier"],
];

const [opening, closing] = ["⟨", "⟩"];
const mark = (name: string) => `${opening}${name}${closing}`;
const marks = /⟨([^⟩]*)⟩/g;

/**
 * The names of two stages of a program, the first of which gives the marks. A name is what AWS or the program calls the same
 * construct on each; besides, the stage's own name, its account and its region where a text has them in their place. What is
 * written alike on both stays as it is: a name of the one stage that the other writes is a difference.
 */
export function stageNames(first: Plan, second: Plan): readonly [StageNames, StageNames] {
  const pairs = renamed(first, second);
  return [
    namesOf(first, new Map(pairs.map(([name]) => [name, name]))),
    namesOf(second, new Map(pairs.map(([name, other]) => [other, name]))),
  ];
}

/** Names that differ; one that stands for two on the other stage says nothing. */
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

/** By where they stand. */
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
    if (!pattern) return withoutPlace(text, plan);
    const named = text.replace(pattern, (name) => mark(marked.get(name) ?? name));
    return withoutPlace(named, plan);
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

/** The longest first: a function's name is part of its ARN. No part of a longer name is meant. */
function patternOf(names: readonly string[]): RegExp | undefined {
  if (names.length === 0) return undefined;
  const longestFirst = names.toSorted((a, b) => b.length - a.length).map(escaped);
  return new RegExp(`(?<![\\w-])(?:${longestFirst.join("|")})(?![\\w-])`, "g");
}

/** Account, region and stage, each only where it stands for that. */
function withoutPlace(text: string, { app, stage, region, accountId }: Plan): string {
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
  // What lies within a resource of the program, such as a folder of a bucket, is not named after a stage.
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
