/** A stage of the way to a system that can be operated, and when it is done. */
export type ExitCondition = {
  readonly stage: 1 | 2 | 3 | 4 | 5 | 6;
  readonly title: string;
  /** What must be true before the next stage. */
  readonly condition: string;
  /** The guide, relative to docs/. */
  readonly guide: string;
  /** The commands that prove it beside the gates, as a person types them. */
  readonly commands: readonly string[];
  /** What is part of it beside the gates, by the names in `ReviewInput`. */
  readonly checks: readonly string[];
};

/** The six stages. A gate names the exit condition that it is part of: workbench/gates/src/gates.ts. */
export const exitConditions: readonly ExitCondition[] = [
  {
    stage: 1,
    title: "Workload fit",
    condition: "For each workload: yes, no or partial, with reasons and an escape hatch.",
    guide: "stages/1-workload-fit.md",
    commands: ["npm run fit"],
    checks: ["fit"],
  },
  {
    stage: 2,
    title: "Triggers and contracts",
    condition:
      "For each trigger, in writing: the success criteria, the retry policy and who owns its dead-letter messages.",
    guide: "stages/2-triggers-and-contracts.md",
    commands: ["npm run chaos", "npm run dlq -- list"],
    checks: ["chaos"],
  },
  {
    stage: 3,
    title: "IAM and networking",
    condition: "Least privilege is reviewed, and the network path is drawn.",
    guide: "stages/3-iam-and-networking.md",
    commands: ["npm run permissions:page", "npm run diagram"],
    checks: ["drawings"],
  },
  {
    stage: 4,
    title: "Runtime performance",
    condition: "p95 and p99 are measured, and the limits are documented.",
    guide: "stages/4-runtime-performance.md",
    commands: ["npm run load", "npm run tune", "npm run capacity"],
    checks: ["load"],
  },
  {
    stage: 5,
    title: "Observability and operations",
    condition: "There are a dashboard, alarms, and the steps of the person on call.",
    guide: "stages/5-observability-and-operations.md",
    commands: ["npm run drill", "npm run alarms"],
    checks: [],
  },
  {
    stage: 6,
    title: "Cost and governance",
    condition: "The spend can be predicted, and guardrails keep it there.",
    guide: "stages/6-cost-and-governance.md",
    commands: ["npm run cost"],
    checks: ["recursion"],
  },
];
