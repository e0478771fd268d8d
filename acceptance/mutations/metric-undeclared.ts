import type { Mutation } from "../src/mutations/mutation.ts";

export const metricUndeclared: Mutation = {
  meaning: "a metric that nobody knows costs money in every function",
  caughtBy: [
    {
      command: "gate operations",
      says: /undeclared-metric\s+OrdersApi\s+It writes the metric Flushed in Count by service, which is not declared/,
    },
  ],
  edits: [
    {
      file: "packages/observability/src/metrics.ts",
      find: "if (powertools.hasStoredMetrics())",
      replace: 'powertools.addMetric("Flushed", "Count", 1); if (powertools.hasStoredMetrics())',
    },
  ],
};
