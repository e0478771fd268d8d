import type { ExitCondition } from "./exit-conditions.ts";

/** An item of the checklist before the first day in production. It is judged by the checks of its stage. */
export type ChecklistItem = {
  readonly title: string;
  readonly stage: ExitCondition["stage"];
};

/** The final checklist. */
export const checklist: readonly ChecklistItem[] = [
  { title: "Workload fit validated", stage: 1 },
  { title: "Idempotency, dead-letter messages and redrive clear", stage: 2 },
  { title: "IAM minimal, network path understood", stage: 3 },
  { title: "Latency and cold start addressed", stage: 4 },
  { title: "Observability and alarms in place", stage: 5 },
  { title: "Cost and recursion acknowledged", stage: 6 },
];
