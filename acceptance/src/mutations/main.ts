import { fileURLToPath } from "node:url";
import { runCommand } from "@stagecraft/cli/run-command";
import { mutationsHelp, mutationsOptions, readMutationsOptions } from "./mutations-options.ts";
import { runMutations } from "./run-mutations.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));

await runCommand({
  name: "mutations",
  help: mutationsHelp,
  options: mutationsOptions,
  words: true,
  endsInOrder: true,
  run: (given, { signal }) =>
    runMutations(readMutationsOptions(given), {
      root,
      signal,
      print: (line) => void process.stdout.write(`${line}\n`),
    }),
});
