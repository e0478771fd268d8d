import type { Finding } from "../../finding.ts";
import { settingsFile } from "../governance-settings.ts";
import type { TreeFacts } from "./tree-facts.ts";

const rule = "governance/licence";

/** Packages whose licence is not approved: for code that is deployed there are fewer than for tools. */
export function licence({ packages, bundled, settings }: TreeFacts): readonly Finding[] {
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
