import { defineConfig } from "vitest/config";

const sources = "{packages,services,demo,workbench,scripts}/**";

export default defineConfig({
  test: {
    // Most of a test's time is another process's: Vitest's own choice would leave one core idle.
    maxWorkers: "100%",
    projects: [
      {
        test: {
          name: "unit",
          include: [`${sources}/*.test.ts`],
          exclude: ["**/*.integration.test.ts", "**/node_modules/**"],
        },
      },
      {
        test: {
          name: "integration",
          include: [`${sources}/*.integration.test.ts`],
          exclude: ["**/node_modules/**"],
          globalSetup: ["./workbench/local-stage/testing/postgres-global-setup.ts"],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
