import type { Mutation } from "../src/mutations/mutation.ts";

export const defaultWorkflowRole: Mutation = {
  meaning: "the state machine has SST's default role",
  caughtBy: [
    {
      command: "gate iam",
      says: /iam\/wildcard-action\s+OrderWorkflow\s+events:\* comes to \d+ actions, of which 0 were used[^\n]+\s+write: [^\n]+/,
    },
  ],
  edits: [
    { file: "infra/order-workflow.ts", find: "transformNamed(aws.iam.Role, …);", replace: "" },
  ],
};
