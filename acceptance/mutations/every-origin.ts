import type { Mutation } from "../src/mutations/mutation.ts";

export const everyOrigin: Mutation = {
  meaning: "the page of any site calls the API with what a customer's browser holds",
  caughtBy: [{ command: "gate contracts", says: /open-origins\s+Api/ }],
  edits: [
    { file: "infra/http-api.ts", find: "cors: false", replace: 'cors: { allowOrigins: ["*"] }' },
  ],
};
