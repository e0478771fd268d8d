import { fileURLToPath } from "node:url";
import { interruptionOf, onInterruption } from "./interruption.ts";
import { mutationsHelp, readMutationsOptions } from "./mutations/mutations-options.ts";
import { runMutations } from "./mutations/run-mutations.ts";
import { isForThePerson } from "./person-error.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const print = (line: string) => void process.stdout.write(`${line}\n`);
const signal = onInterruption();

try {
  const options = readMutationsOptions(process.argv.slice(2));
  if (options === "help") print(mutationsHelp);
  else process.exitCode = await runMutations(options, { root, signal, print });
} catch (error) {
  const interruption = interruptionOf(signal);
  if (!interruption) console.error(isForThePerson(error) ? `mutations: ${error.message}` : error);
  process.exitCode = interruption?.exitCode ?? (isForThePerson(error) ? 2 : 1);
}
