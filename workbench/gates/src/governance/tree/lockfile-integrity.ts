import type { Finding } from "../../finding.ts";
import { lockfile } from "./lockfile.ts";
import type { TreeFacts } from "./tree-facts.ts";

const registry = "https://registry.npmjs.org/";

/** Packages that npm cannot verify, or that do not come from npm's registry. */
export function lockfileIntegrity({ packages }: TreeFacts): readonly Finding[] {
  return packages.flatMap(({ path, integrity, resolved }): readonly Finding[] => {
    const problems = [
      ...(integrity?.startsWith("sha512-") ? [] : ["has no sha512 integrity"]),
      ...(resolved === undefined || resolved.startsWith(registry)
        ? []
        : [`is from ${resolved.split("?")[0]}`]),
    ];
    if (problems.length === 0) return [];
    return [
      {
        rule: "governance/lockfile-integrity",
        severity: "error",
        resource: path,
        message: `In ${lockfile} it ${problems.join(" and ")}: nobody notices when other code is installed.`,
        fix: `Install a released version from ${registry}, and commit ${lockfile}`,
      },
    ];
  });
}
