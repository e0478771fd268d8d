import { resourcesOf } from "@stagecraft/plan/resources";
import type { Finding } from "../../finding.ts";
import type { AlarmFacts } from "./alarm-facts.ts";

const rule = "operations/alarm-text";

/** Whoever is woken has only the alarm's description: it must name a runbook that exists, and an owner. */
export function alarmText({ plan, alarms, runbooks }: AlarmFacts): readonly Finding[] {
  const tags = new Map(
    resourcesOf(plan, "aws:cloudwatch/metricAlarm:MetricAlarm").map(({ name, inputs }) => [
      name,
      (inputs.tags ?? {}) as { readonly [tag: string]: unknown },
    ]),
  );
  return alarms.flatMap(({ logicalName, description = "" }): Finding[] => {
    const finding = (message: string, fix: string): Finding => ({
      rule,
      severity: "error",
      resource: logicalName,
      message,
      fix,
    });
    const [, runbook] = /docs\/runbooks\/([\w-]+)\.md/.exec(description) ?? [];
    const hasOwner = Boolean(tags.get(logicalName)?.owner) && /Owner: \S/.test(description);
    const found: Finding[] = [];
    if (runbook === undefined) {
      found.push(
        finding(
          "Its description names no runbook: whoever is woken does not know what to do.",
          "End the description with docs/runbooks/NAME.md.",
        ),
      );
    } else if (!runbooks.has(runbook)) {
      found.push(
        finding(
          `Its description names docs/runbooks/${runbook}.md, which does not exist.`,
          "Write the runbook, or name one that exists.",
        ),
      );
    }
    if (!hasOwner) {
      found.push(
        finding(
          "Its description and its tag owner do not both name who owns it.",
          'Write "Owner: TEAM." into the description, and tag it with owner.',
        ),
      );
    }
    return found;
  });
}
