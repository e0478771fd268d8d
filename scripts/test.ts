import { mkdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { runCommand } from "../workbench/cli/src/run-command.ts";
import { type Outcome, sum } from "./test/outcome.ts";
import type { TestProject } from "./test/package-report.ts";
import { runCheck } from "./test/run-check.ts";
import { runPooledTests } from "./test/run-pooled-tests.ts";
import { runTasks } from "./test/run-tasks.ts";
import { openTemporaryFolder } from "./test/temporary-folder.ts";
import { planTasks, type TurboOptions } from "./test/turbo.ts";

const help = `npm test -- [--fresh]

  Everything that CI checks: types, lint, import boundaries, dead code, unit and integration tests, and every gate on every stage,
  the use of permissions checked by what the acceptance tests have just used. A package whose files, and those of the packages that
  it depends on, are as they were when it passed is not checked again. The last line counts what passed and failed.

  --fresh   check everything again, whatever is known`;

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Whatever checks the tree as it is, without running it. */
const statics = [
  ...[
    "check:lint",
    "check:types",
    "check:dead-code",
    "check:packages",
    "check:structure",
    "check:pages",
  ],
  ...["check:workflows"],
  ...["check:alone", "types"],
];

/** Where the acceptance tests leave which permissions were used. */
const permissionsUsed = "acceptance/.reports/permissions-used";

await runCommand({
  name: "test",
  help,
  options: { fresh: { type: "boolean", default: false } },
  endsInOrder: true,
  async run({ values: { fresh } }, { signal }) {
    const temporary = await openTemporaryFolder();
    try {
      const options = { root, signal, temporaryFolder: temporary.path, fresh };
      const outcomes = [
        await runCheck("boundaries", ["turbo", "boundaries"], {
          ...options,
          // A check that looked at nothing has failed, whatever it says.
          succeeds: /Checked [1-9]\d* files in [1-9]\d* packages, no issues/,
        }),
        await runTasks(statics, options),
        await runTests("unit", options),
      ];
      const integration = await runTests("integration", options);
      // What the acceptance tests have just used: nothing runs a second time for it, and of tests that failed nothing is kept.
      const ended = ["--exit-code", integration.failed === 0 ? "0" : "1"];
      const evidence = await runCheck(
        "evidence of the permissions used",
        ["node", "acceptance/src/evidence/main.ts", "--from", permissionsUsed, ...ended],
        options,
      );
      const gates = await runTasks(["check:gates"], options);
      const { passed, failed, known } = sum([...outcomes, integration, evidence, gates]);
      console.log(`${passed - known} checks were run, ${known} were known to pass`);
      console.log(`${passed} passed, ${failed} failed`);
      return failed === 0 ? 0 : 1;
    } finally {
      await temporary.remove();
    }
  },
});

/** Runs the tests of every package that turbo does not know to pass, all of them in one pool, and lets turbo keep what they came to. */
async function runTests(project: TestProject, options: TurboOptions): Promise<Outcome> {
  const names = [`check:${project}`, project];
  const tasks = await planTasks(names, options);
  const unknown = tasks.filter(({ cache }) => cache.status === "MISS");
  const folders = unknown.map(({ directory }) => directory || "scripts");
  if (folders.includes("acceptance") && project === "integration") {
    await rm(join(root, permissionsUsed), { recursive: true, force: true });
    await mkdir(join(root, permissionsUsed), { recursive: true });
  }
  await runPooledTests(project, folders, {
    ...options,
    variables: { STAGECRAFT_PERMISSIONS_USED_FOLDER: join(root, permissionsUsed) },
  });
  return await runTasks(names, options);
}
