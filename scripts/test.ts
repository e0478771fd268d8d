import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { runCommand } from "../workbench/cli/src/run-command.ts";
import { type Outcome, sum } from "./test/outcome.ts";
import { runCheck } from "./test/run-check.ts";
import { runTasks, type TasksOptions } from "./test/run-tasks.ts";
import { openTemporaryFolder } from "./test/temporary-folder.ts";

const help = `npm test -- [--fresh]

  Everything that CI checks: types, lint, import boundaries, dead code, unit and integration tests, and every gate on every stage,
  the use of permissions judged by what the acceptance tests have just used. A package whose files, and those of the packages that
  it depends on, are as they were when it passed is not checked again. The last line counts what passed and failed.

  --fresh   check everything again, whatever is known`;

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Their tests run the whole stage: they come last, one package after the other, each with a worker for every core. */
const heavy = ["local-stage", "demo"].map((name) => `@stagecraft/${name}`);

await runCommand({
  name: "test",
  help,
  options: { fresh: { type: "boolean", default: false } },
  endsInOrder: true,
  async run({ values: { fresh } }, { signal }) {
    const temporary = await openTemporaryFolder();
    try {
      const shared = { root, signal, temporaryFolder: temporary.path, fresh };
      const outcomes: Outcome[] = [];
      outcomes.push(
        await runCheck("boundaries", ["turbo", "boundaries"], {
          ...shared,
          // A check that looked at nothing has failed, whatever it says.
          succeeds: /Checked [1-9]\d* files in [1-9]\d* packages, no issues/,
        }),
        await runTasks(
          [
            "check:lint",
            "check:types",
            "check:dead-code",
            "check:packages",
            "check:pages",
            "check:alone",
            "types",
          ],
          {
            ...shared,
            atOnce: 2,
          },
        ),
        await runTasks(["check:unit", "check:integration", "unit", "integration"], {
          ...shared,
          without: heavy,
          atOnce: 2,
        }),
        await runTasks(["integration"], { ...shared, only: heavy, atOnce: 1 }),
      );
      outcomes.push(await judge(shared));
      const { passed, failed, known } = sum(outcomes);
      console.log(`${passed - known} checks were run, ${known} were known to pass`);
      console.log(`${passed} passed, ${failed} failed`);
      return failed === 0 ? 0 : 1;
    } finally {
      await temporary.remove();
    }
  },
});

/** Every gate on every stage, by what the acceptance tests have just used: nothing runs a second time for it. */
async function judge(options: Omit<TasksOptions, "atOnce">): Promise<Outcome> {
  const evidence = await runCheck(
    "evidence of the permissions used",
    ["node", "demo/src/evidence.ts", "--from", "demo/.reports/uses"],
    options,
  );
  return sum([evidence, await runTasks(["check:gates"], { ...options, atOnce: 1 })]);
}
