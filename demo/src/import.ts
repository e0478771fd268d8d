import { fileURLToPath } from "node:url";
import type { ExitCode } from "@stagecraft/cli/exit-code";
import { runCommand } from "@stagecraft/cli/run-command";
import { wholeNumber } from "@stagecraft/cli/whole-number";
import { functionsOf } from "@stagecraft/plan/resources/lambda/functions";
import { synthesize } from "@stagecraft/plan/synthesize";
import { importCatalogue } from "./import/import-catalogue.ts";
import { importProblems } from "./import/import-problems.ts";
import { printImport } from "./import/print-import.ts";

const help = `npm run import -- [--megabytes N]

  Imports a generated catalogue file on a new stage and reports time and memory. The file is generated during the upload. Exit 0
  if all rows are accounted for and the memory limits of function and stage are kept, else 1.
  --megabytes N   size of the file (default: 500)`;

/** Memory limit of this process with stage and uploader. It needed 400 MB for a file of 500 MB. */
const stageMb = 512;

const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");

await runCommand({
  name: "import",
  help,
  options: { megabytes: { type: "string", default: "500" } },
  endsInOrder: true,
  run: ({ values }, { signal }) =>
    importOf(wholeNumber("--megabytes", values.megabytes, 1, 100_000), signal),
});

async function importOf(megabytes: number, signal: AbortSignal): Promise<ExitCode> {
  const plan = await synthesize({ root, stage: "local" });
  const importer = functionsOf(plan).find(({ logicalName }) => logicalName === "CatalogImport");
  const limits = { functionMb: importer?.memoryMb ?? 0, stageMb };
  const result = await importCatalogue(plan, {
    root,
    megabytes,
    output: process.stderr,
    signal,
  });
  console.log(printImport(result, limits));
  const problems = importProblems(result, limits);
  console.log(
    problems.length === 0 ? "It adds up." : `It does not add up: ${problems.join("; ")}.`,
  );
  return problems.length === 0 ? 0 : 1;
}
