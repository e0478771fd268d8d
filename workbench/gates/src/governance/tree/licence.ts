import type { Finding } from "../../finding.ts";
import { settingsFile } from "../governance-settings.ts";
import { lockfile } from "./lockfile.ts";
import type { TreeFacts } from "./tree-facts.ts";

const rule = "governance/licence";

/**
 * Packages whose licence is not approved: for code that is deployed there are fewer than for tools. Deployed code that is not in the
 * lockfile has a licence that nobody knows.
 */
export function licence(facts: TreeFacts): readonly Finding[] {
  return [...unapprovedLicences(facts), ...unlocked(facts)];
}

function unapprovedLicences({ packages, bundled, settings }: TreeFacts): readonly Finding[] {
  const { bundled: forBundles, tools } = settings.licences;
  return packages.flatMap(({ path, name, version, license }): readonly Finding[] => {
    const functions = bundled.get(path) ?? [];
    const approved = functions.length > 0 ? forBundles : [...forBundles, ...tools];
    if (license !== undefined && isApproved(license, approved)) return [];
    const where =
      functions.length > 0 ? `It is deployed with ${functions.join(", ")}` : "It is installed";
    return [
      {
        rule,
        severity: "error",
        resource: `${name}@${version}`,
        message: `${where}, and its licence ${license ?? "is not stated"}${license ? " is not approved" : ""}.`,
        fix: `Use another package, or have the licence approved in ${settingsFile}`,
      },
    ];
  });
}

function unlocked({ packages, bundled }: TreeFacts): readonly Finding[] {
  const locked = new Set(packages.map(({ path }) => path));
  return [...bundled]
    .filter(([path]) => !locked.has(path))
    .map(([path, functions]) => ({
      rule,
      severity: "error",
      resource: path,
      message: `It is deployed with ${functions.join(", ")}, and ${lockfile} does not have it: its licence and its origin are unknown.`,
      fix: `Install it with npm, and commit ${lockfile}`,
    }));
}

/**
 * Whether an SPDX expression permits use under approved licences alone: one side of each OR, both sides of each AND. An expression with
 * inner brackets is not approved, so that a person reads it. https://spdx.github.io/spdx-spec/v3.0.1/annexes/spdx-license-expressions/
 */
export function isApproved(expression: string, approved: readonly string[]): boolean {
  const bare = expression.replace(/^\(([^()]*)\)$/, "$1");
  return bare
    .split(" OR ")
    .some((choice) => choice.split(" AND ").every((id) => approved.includes(id.trim())));
}
