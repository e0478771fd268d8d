import type { Mutation } from "@stagecraft/acceptance/mutations/mutation";

export const securityRuleDropped: Mutation = {
  meaning: "no security group rule lets functions connect to the database",
  caughtBy: [
    {
      command: "gate network",
      says: /network\/unreachable-database\s+DatabaseMigrator\s+It is linked to OrdersDatabase[^\n]+ on port 5432/,
    },
    {
      command: "run --orders 3",
      says: /no security group rule leads from DatabaseMigrator to OrdersDatabase on port 5432/,
    },
  ],
  edits: [
    { file: "infra/network/network.ts", find: 'allow("FunctionsToDatabase", …);', replace: "" },
  ],
};
