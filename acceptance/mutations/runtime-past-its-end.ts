import type { Mutation } from "../src/mutations/mutation.ts";

export const runtimePastItsEnd: Mutation = {
  meaning: "the functions run on a Node that gets no more security patches",
  caughtBy: [
    {
      command: "gate governance",
      says: /runtime-support-end\s+OrdersApi\s+AWS ended the support of nodejs20\.x on 2026-04-30/,
    },
  ],
  edits: [
    { file: "infra/function.ts", find: 'runtime: "nodejs24.x"', replace: 'runtime: "nodejs20.x"' },
  ],
};
