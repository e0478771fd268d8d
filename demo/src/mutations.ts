import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { errorText } from "@stagecraft/cli/error-text";
import { interruptionOf, onInterruption } from "@stagecraft/cli/interruption";
import { copyRepository } from "./copy-repository.ts";
import { durationText } from "./duration-text.ts";
import { chooseMutations } from "./mutations/choose-mutations.ts";
import type { Mutation } from "./mutations/read-mutation.ts";
import { runCatcher } from "./mutations/run-catcher.ts";
import { showRunning } from "./mutations/show-running.ts";
import { tryMutation, type Verdict } from "./mutations/try-mutation.ts";
import type { ProgramEnd } from "./run-program.ts";

const help = `npm run mutations -- [NAME ...]

  Applies planted edits (demo/mutations/*.patch) to a copy of the repository, one by one, and shows what catches each.
  Exit 1 when one survives. What catches must first pass without any edit.`;

const root = fileURLToPath(new URL("../..", import.meta.url));
/** Neither sources nor worth a copy. */
const left = new Set([".git", "node_modules", ".sst", ".stagecraft", ".turbo"]);
/** A gate takes it for a Plan that is the same, and for no other. */
const evidence = ".stagecraft/evidence";

const interrupted = onInterruption();
try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { help: { type: "boolean", default: false } },
  });
  if (values.help) console.log(help);
  else process.exitCode = await tryMutations(await chooseMutations(root, positionals));
} catch (error) {
  const interruption = interruptionOf(interrupted);
  if (!interruption) console.error(errorText(error) ?? error);
  process.exitCode = interruption?.exitCode ?? 2;
}

/** Gives the exit code. */
async function tryMutations(mutations: readonly Mutation[]): Promise<0 | 1> {
  const startMs = performance.now();
  const copied = (await readdir(root)).filter((name) => !left.has(name));
  const isEvident = existsSync(join(root, evidence));
  const { directory, remove } = await copyRepository([...copied, ...(isEvident ? [evidence] : [])]);
  const told = () => console.error("\ninterrupted: what runs ends first, then its copy is removed");
  interrupted.addEventListener("abort", told, { once: true });
  try {
    let caught = 0;
    const known = new Map<string, ProgramEnd>();
    for (const [index, mutation] of mutations.entries()) {
      const run = (command: string, edit = mutation.name) =>
        showRunning(
          `${index + 1} of ${mutations.length}  ${edit}: ${command}`,
          process.stderr,
          () => runCatcher(command, { directory, signal: interrupted }),
        );
      const verdicts = await tryMutation(mutation, {
        directory,
        run,
        async untouched(command) {
          const end = known.get(command) ?? (await run(command, "no edit"));
          known.set(command, end);
          return end;
        },
      });
      if (verdicts.every(({ isCaught }) => isCaught)) caught += 1;
      for (const verdict of verdicts) console.log(lineOf(mutation, verdict));
    }
    const elapsed = durationText(performance.now() - startMs);
    console.log(`${caught} of ${mutations.length} caught in ${elapsed}`);
    return caught === mutations.length ? 0 : 1;
  } finally {
    await remove();
  }
}

function lineOf({ name, meaning }: Mutation, { isCaught, command, said }: Verdict): string {
  if (isCaught) return `caught    ${name} by ${command}: ${said}`;
  return `SURVIVED  ${name} (${meaning}), ${command}\n${said.replaceAll(/^/gm, "  ")}`;
}
