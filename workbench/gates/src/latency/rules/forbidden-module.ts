import type { Finding } from "../../finding.ts";
import { budgetsFile } from "../budgets/latency-budget.ts";
import type { CountedFunction } from "../counts/count-function.ts";
import { importChain } from "../counts/import-chain.ts";
import { packageOf, pathInPackages } from "../counts/package-of.ts";
import type { LatencyFacts } from "../latency-facts.ts";
import { type ForbiddenModules, forbiddenModules } from "./forbidden-modules.ts";
import { numberText } from "./number-text.ts";

/** Functions with modules that no function should have, and that its budget does not allow. */
export function forbiddenModule({ budgets, functions }: LatencyFacts): readonly Finding[] {
  return functions.flatMap((counted) =>
    forbiddenModules.flatMap((forbidden): readonly Finding[] => {
      const found = modulesIn(counted, forbidden);
      const allowed = budgets[counted.name]?.allows[forbidden.rule];
      if (found.length > 0 && allowed === undefined) return [foundIn(counted, forbidden, found)];
      return found.length === 0 && allowed !== undefined
        ? [allowedForNothing(counted.name, forbidden)]
        : [];
    }),
  );
}

/** Exceptions of rules that do not exist. */
export function unknownException({ budgets }: LatencyFacts): readonly Finding[] {
  const known = new Set(forbiddenModules.map(({ rule }) => rule));
  return Object.entries(budgets).flatMap(([name, { allows }]) =>
    Object.keys(allows)
      .filter((rule) => !known.has(rule))
      .map(
        (rule): Finding => ({
          rule: "latency/unknown-exception",
          severity: "error",
          resource: name,
          message: `Its budget allows "${rule}", which is no rule.`,
          fix: `In ${budgetsFile}, "allows" of ${name}: one of ${[...known].join(", ")}`,
        }),
      ),
  );
}

type Found = { readonly path: string; readonly bytes: number };

function modulesIn({ modules }: CountedFunction, forbidden: ForbiddenModules): readonly Found[] {
  return [...modules.bytes]
    .map(([path, bytes]) => ({ path, bytes }))
    .filter(({ path }) => forbidden.modules.test(pathInPackages(path) ?? ""))
    .toSorted((a, b) => b.bytes - a.bytes);
}

function foundIn(
  { name, modules }: CountedFunction,
  { rule, because, instead }: ForbiddenModules,
  found: readonly Found[],
): Finding {
  const packages = [...new Set(found.map(({ path }) => packageOf(path)))];
  const bytes = found.reduce((sum, each) => sum + each.bytes, 0);
  return {
    rule: `latency/${rule}`,
    severity: "error",
    resource: name,
    message: `Its bundle contains ${numberText(bytes)} bytes of ${packages.join(", ")}, imported by ${importChain(modules.graph, found[0]?.path ?? "")}\n${because}.`,
    fix: instead,
  };
}

function allowedForNothing(name: string, { rule }: ForbiddenModules): Finding {
  return {
    rule: `latency/${rule}`,
    severity: "error",
    resource: name,
    message: `Its budget allows "${rule}", and its bundle contains no such module.`,
    fix: `In ${budgetsFile}: remove "${rule}" from "allows" of ${name}`,
  };
}
