import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** What runs the whole system takes longest, however short its file: begun last, it would leave a core idle at the end. */
class WholeSystemFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]) {
    const isWhole = ({ moduleId }: TestSpecification) => /\/(acceptance|demo)\//.test(moduleId);
    const sorted = await super.sort(files);
    return [...sorted.filter(isWhole), ...sorted.filter((file) => !isWhole(file))];
  }
}

const sources = "{packages,services,operations,acceptance,demo,workbench,scripts}/**";

/** Ends what hangs. How long a test takes says more of the machine than of the code. */
const timeouts = {
  testTimeout: 5 * 60_000,
  hookTimeout: 5 * 60_000,
  expect: { poll: { timeout: 60_000 } },
};

export default defineConfig({
  test: {
    // A test of the whole system often waits, for functions have as little of a processor as AWS gives them.
    maxWorkers: 2 * availableParallelism(),
    // Test files share nothing but code, which each worker loads once.
    isolate: false,
    sequence: { sequencer: WholeSystemFirst },
    projects: [
      {
        test: {
          name: "unit",
          include: [`${sources}/*.test.ts`],
          exclude: ["**/*.integration.test.ts", "**/node_modules/**"],
          ...timeouts,
        },
      },
      {
        test: {
          name: "integration",
          include: [`${sources}/*.integration.test.ts`],
          exclude: ["**/node_modules/**"],
          globalSetup: [
            "./workbench/local-stage/testing/postgres-global-setup.ts",
            "./workbench/plan/testing/plans-global-setup.ts",
          ],
          ...timeouts,
        },
      },
    ],
  },
});
