import { functionsOf } from "@stagecraft/plan/resources/lambda/functions";
import type { Finding } from "../../finding.ts";
import type { GovernanceFacts } from "../governance-facts.ts";
import { settingsFile } from "../governance-settings.ts";

/** Runtimes and architectures of functions, and regions of resources, that are not approved. */
export function unapproved({ plan, settings }: GovernanceFacts): readonly Finding[] {
  const found = (
    kind: "runtime" | "architecture" | "region",
    resource: string,
    used: string,
    approved: readonly string[],
  ): readonly Finding[] => {
    if (approved.includes(used)) return [];
    return [
      {
        rule: `governance/unapproved-${kind}`,
        severity: "error",
        resource,
        message: `Its ${kind} is ${used}, which is not approved.`,
        fix: `${kind}: "${approved[0]}", or approve ${used} in ${settingsFile}`,
      },
    ];
  };
  return [
    ...functionsOf(plan).flatMap(({ logicalName, runtime, architecture }) => [
      ...found("runtime", logicalName, runtime, settings.runtimes),
      ...found("architecture", logicalName, architecture, settings.architectures),
    ]),
    ...plan.resources.flatMap(({ name, outputs }) => {
      const region = regionIn(outputs.arn);
      return region === "" ? [] : found("region", name, region, settings.regions);
    }),
  ];
}

/** Empty for services without regions, such as IAM, and for resources without an ARN. */
function regionIn(arn: unknown): string {
  return typeof arn === "string" ? (arn.split(":")[3] ?? "") : "";
}
