import type { Mutation } from "../src/mutations/mutation.ts";

export const routeWithoutLimit: Mutation = {
  meaning: "one caller uses up the requests of the whole account",
  caughtBy: [{ command: "gate contracts", says: /unlimited-route\s+Api POST \/orders/ }],
  edits: [
    {
      file: "infra/http-api.ts",
      find: "stage: { defaultRouteSettings: …, },",
      replace: "",
    },
  ],
};
