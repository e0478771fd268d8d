import type { Mutation } from "../src/mutations/mutation.ts";

export const countryPastedIntoSql: Mutation = {
  meaning: "whoever may read sales runs SQL of their own",
  caughtBy: [
    {
      command: "test --project integration services/orders-api/src/injection",
      says: /listDailySales, query country: a nasty text/,
    },
  ],
  edits: [
    {
      file: "packages/database/src/sales-repository.ts",
      find: "country ? eq(dailySales.country, country) : undefined",
      replace: "country ? sql.raw(`country = '${country}'`) : undefined",
    },
  ],
};
