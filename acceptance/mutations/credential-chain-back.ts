import type { Mutation } from "../src/mutations/mutation.ts";

export const credentialChainBack: Mutation = {
  meaning:
    "a function looks for credentials in profiles, containers and single sign-on, none of which Lambda has, and each cold start pays for it",
  caughtBy: [
    {
      command: "gate latency",
      says: /credential-chain\s+OrderPipeline\s+Its bundle contains [\d,]+ bytes of @aws-sdk\/credential-provider-node/,
    },
  ],
  edits: [
    {
      file: "services/order-pipeline/src/handler.ts",
      find: 'import { config } from "./config.ts";',
      addAfter:
        'import { defaultProvider } from "@aws-sdk/credential-provider-node"; export const credentials = defaultProvider();',
    },
  ],
};
