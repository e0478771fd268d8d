import type { Mutation } from "../src/mutations/mutation.ts";

export const orderIdAsDimension: Mutation = {
  meaning:
    "each order becomes metrics of its own, which cost more than everything else that it uses",
  caughtBy: [
    {
      command: "gate budget",
      says: /cost-per-work\s+metrics \S+ \S+\s+One order costs [\d.]+ % more than recorded.*metric-months/,
    },
  ],
  edits: [
    {
      file: "packages/observability/src/metrics.ts",
      find: "if (dimension === undefined) powertools.addMetric(name, unit, value);",
      replace:
        'if (name === "OrderPlaced") powertools.singleMetric().addDimension("orderId", crypto.randomUUID()).addMetric(name, unit, value); else if (dimension === undefined) powertools.addMetric(name, unit, value);',
    },
  ],
};
