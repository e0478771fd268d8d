import type { Mutation } from "../src/mutations/mutation.ts";

export const secretInEnvironment: Mutation = {
  meaning: "everyone who may read a function's configuration reads the secret",
  caughtBy: [
    {
      command: "gate governance",
      says: /secret-in-environment\s+OrdersApi\s+Its variable PROVIDER_KEY has the value of the secret OrdersApiKey/,
    },
  ],
  edits: [
    {
      file: "infra/function.ts",
      find: "POWERTOOLS_SERVICE_NAME: name,",
      addAfter: "PROVIDER_KEY: new sst.Secret(`${name}Key`).value,",
    },
  ],
};
