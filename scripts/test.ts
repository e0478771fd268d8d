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

  Runs all checks of CI: types, lint, import boundaries, dead code, unit and integration tests, and every gate on every stage, with
  the permissions that the acceptance tests have just used. A package is not checked again if its files, and those of the packages
  that it depends on, are unchanged since it passed. The last line counts what passed and failed.

  --fresh   check everything again`;

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** The checks that run no program of the repository. */
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

/** The folder to which the acceptance tests write the evidence of their stages. */
const evidenceFolder = "acceptance/.reports/evidence";

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
          // A check that examined nothing has failed.
          succeeds: /Checked [1-9]\d* files in [1-9]\d* packages, no issues/,
        }),
        await runTasks(statics, options),
        await runTests("unit", options),
      ];
      const integration = await runTests("integration", options);
      // The permissions that the acceptance tests have just used. They are discarded when a test failed.
      const ended = ["--exit-code", integration.failed === 0 ? "0" : "1"];
      const evidence = await runCheck(
        "evidence",
        ["node", "acceptance/src/evidence/main.ts", "--from", evidenceFolder, ...ended],
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

/** Runs the tests of every package without a cached result in one pool, and lets turbo cache their results. */
async function runTests(project: TestProject, options: TurboOptions): Promise<Outcome> {
  const names = [`check:${project}`, project];
  const tasks = await planTasks(names, options);
  const uncached = tasks.filter(({ cache }) => cache.status === "MISS");
  const folders = uncached.map(({ directory }) => directory || "scripts");
  if (folders.includes("acceptance") && project === "integration") {
    await rm(join(root, evidenceFolder), { recursive: true, force: true });
    await mkdir(join(root, evidenceFolder), { recursive: true });
  }
  await runPooledTests(project, folders, {
    ...options,
    variables: { STAGECRAFT_EVIDENCE_FOLDER: join(root, evidenceFolder) },
  });
  return await runTasks(names, options);
}
