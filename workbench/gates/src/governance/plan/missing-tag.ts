import { objectOf } from "@stagecraft/plan/resources";
import type { Finding } from "../../finding.ts";
import type { GovernanceFacts } from "../governance-facts.ts";

/**
 * Resources without a required tag: nobody knows whose cost they are. A resource that the program only reads has the tags of whoever
 * created it.
 */
export function missingTag({ plan, settings, taggable }: GovernanceFacts): readonly Finding[] {
  return plan.resources
    .filter(({ type, isRead }) => taggable.has(type) && !isRead)
    .flatMap((resource): readonly Finding[] => {
      const tags = objectOf(resource, "tags");
      const missing = settings.tags.filter((tag) => !tags[tag]);
      if (missing.length === 0) return [];
      return [
        {
          rule: "governance/missing-tag",
          severity: "error",
          resource: resource.name,
          message: `It can have tags, and ${missing.join(", ")} ${missing.length === 1 ? "is" : "are"} missing: its cost belongs to nobody.`,
          fix: `Give its name a service in infra/org/tags.ts, or set tags: { ${missing.join(", ")} }`,
        },
      ];
    });
}
