import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { functionsOf } from "@stagecraft/plan/functions";
import { synthesize } from "@stagecraft/plan/synthesize";
import { importCatalogue } from "./import/import-catalogue.ts";
import { printImport } from "./import/print-import.ts";
import { problemsOf } from "./import/problems-of.ts";
import { interruptionOf, onInterruption } from "./interruption.ts";
import { isForThePerson } from "./person-error.ts";
import { wholeNumber } from "./whole-number.ts";

const help = `npm run import -- [--megabytes N]

  Imports a catalogue file, made while it is uploaded, on a new stage, and reports memory and time. Exit 0 only if
  every row is accounted for and neither function nor stage took more memory than it may.
  --megabytes N   size of the file (default: 500)`;

/** What this process may take, the stage and the uploader in it: it took 400 MB for a file of 500 MB. */
const stageMb = 512;

const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");
const interrupted = onInterruption();

try {
  const { values } = parseArgs({
    options: {
      megabytes: { type: "string", default: "500" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) console.log(help);
  else process.exitCode = await run(wholeNumber("--megabytes", values.megabytes, 1, 100_000));
} catch (error) {
  const interruption = interruptionOf(interrupted);
  if (!interruption) console.error(isForThePerson(error) ? `import: ${error.message}` : error);
  process.exitCode = interruption?.exitCode ?? 1;
}

/** Gives the exit code. */
async function run(megabytes: number): Promise<number> {
  const plan = await synthesize({ root, stage: "local" });
  const importer = functionsOf(plan).find(({ logicalName }) => logicalName === "CatalogImport");
  const limits = { functionMb: importer?.memoryMb ?? 0, stageMb };
  const result = await importCatalogue(plan, {
    ...{ root, megabytes, output: process.stderr, signal: interrupted },
  });
  console.log(printImport(result, limits));
  const problems = problemsOf(result, limits);
  console.log(
    problems.length === 0 ? "It adds up." : `It does not add up: ${problems.join("; ")}.`,
  );
  return problems.length === 0 ? 0 : 1;
}
