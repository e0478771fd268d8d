import type { Mutation } from "../src/mutations/mutation.ts";

export const largeLibraryImported: Mutation = {
  meaning: "each new environment of a function loads a library that its work does not need",
  caughtBy: [
    {
      command: "gate latency",
      says: /over-budget\s+OrderPipeline[\s\S]*ajv: [\d,]+ bytes, [\d,]+ functions run, new\s+imported by services\/order-pipeline\/src\/handler\.ts > ajv\//,
    },
  ],
  edits: [
    {
      file: "services/order-pipeline/src/handler.ts",
      find: 'import { config } from "./config.ts";',
      addAfter: 'import { Ajv } from "ajv"; export const ajv = new Ajv();',
    },
  ],
};
