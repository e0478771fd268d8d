import type { Mutation } from "../src/mutations/mutation.ts";

export const zodImportedWhole: Mutation = {
  meaning: "every bundle contains all of zod, with its messages in every language",
  caughtBy: [
    {
      command: "gate latency",
      says: /whole-zod\s+OrdersApi\s+Its bundle contains [\d,]+ bytes of zod, imported by services\/orders-api\/src\/handler\.ts > .*packages\/contracts\/src\/\S+\.ts > zod\/v4\/locales/,
    },
  ],
  edits: [
    {
      file: "packages/contracts/src/ids.ts",
      find: 'import * as z from "zod";',
      replace: 'import { z } from "zod";',
    },
  ],
};
