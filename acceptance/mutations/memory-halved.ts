import type { Mutation } from "../src/mutations/mutation.ts";

export const memoryHalved: Mutation = {
  meaning: "an import has half of the CPU, and takes twice as long for the same price",
  caughtBy: [
    {
      command: "gate latency",
      says: /too-little-memory\s+CatalogImport\s+It has \d+ MB at infra\/catalog-import\.ts:\d+, and \d+ MB (?:are recommended|were in use)/,
    },
  ],
  edits: [
    {
      file: "infra/catalog-import.ts",
      find: 'memory: "512 MB"',
      replace: 'memory: "256 MB"',
    },
  ],
};
