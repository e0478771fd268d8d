import type { Mutation } from "../src/mutations/mutation.ts";

export const alarmMetricMisspelt: Mutation = {
  meaning: "CloudWatch takes the alarm, and it never fires",
  caughtBy: [
    {
      command: "gate operations --stage prod",
      says: /alarm-on-nothing\s+OrderWorkflowThrottled\s+It reads AWS\/States ExecutionsThrottled: AWS has no such metric/,
    },
  ],
  edits: [
    {
      file: "infra/alarms/workflow-alarms.ts",
      find: 'series("ExecutionThrottled")',
      replace: 'series("ExecutionsThrottled")',
    },
  ],
};
