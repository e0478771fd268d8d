import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { durationText } from "@stagecraft/cli/duration-text";
import { copyRepository } from "../copy-repository.ts";
import type { ProgramEnd } from "../processes/run-program.ts";
import { commandsOf, expectedMs } from "./expected-duration.ts";
import type { NamedMutation } from "./mutation.ts";
import type { MutationRunContext } from "./mutation-run-context.ts";
import { runCheck } from "./run-check.ts";
import { showRunning } from "./show-running.ts";
import { tryMutation, type Verdict } from "./try-mutation.ts";

/** Neither sources nor worth a copy. */
const left = new Set([".git", "node_modules", ".sst", ".stagecraft", ".turbo"]);
/** A gate takes it for a Plan that is the same, and for no other. */
const evidence = ".stagecraft/evidence";

/**
 * Tries planted edits in a copy of the repository, one by one, prints what became of each, and gives the exit code.
 * @throws InterruptedError when the signal is aborted: what ran has ended, and how to go on is told.
 */
export async function tryMutations(
  mutations: readonly NamedMutation[],
  { root, signal, print }: MutationRunContext,
): Promise<0 | 1> {
  const startMs = performance.now();
  const { directory, remove } = await copySources(root);
  const told = () => console.error("\ninterrupted: what runs ends first, then its copy is removed");
  signal.addEventListener("abort", told, { once: true });
  const known = new Map<string, ProgramEnd>();
  const tookMs = new Map<string, number>();
  let tried = 0;
  let caught = 0;
  try {
    for (const mutation of mutations) {
      const ahead = [...commandsOf(mutations.slice(tried), new Set(known.keys()))];
      const run = async (command: string, edit = mutation.name) => {
        const beganMs = performance.now();
        const end = await showRunning(
          {
            what: `${tried + 1} of ${mutations.length}  ${edit}: ${command}`,
            expectedMs: expectedMs(ahead, tookMs),
          },
          process.stderr,
          () => runCheck(command, { directory, signal }),
        );
        ahead.shift();
        tookMs.set(command, Math.max(tookMs.get(command) ?? 0, performance.now() - beganMs));
        return end;
      };
      const verdicts = await tryMutation(mutation, {
        directory,
        run,
        async untouched(command) {
          const end = known.get(command) ?? (await run(command, "no edit"));
          known.set(command, end);
          return end;
        },
      });
      if (verdicts.every(({ outcome }) => outcome === "caught")) caught += 1;
      for (const verdict of verdicts) print(lineOf(mutation, verdict));
      tried += 1;
    }
  } catch (error) {
    const next = mutations[tried]?.name;
    if (signal.aborted) console.error(`${caught} of ${tried} caught; to go on: --from ${next}`);
    throw error;
  } finally {
    await remove();
  }
  const elapsed = durationText(performance.now() - startMs);
  print(`${caught} of ${mutations.length} caught in ${elapsed}`);
  return caught === mutations.length ? 0 : 1;
}

async function copySources(root: string) {
  const copied = (await readdir(root)).filter((name) => !left.has(name));
  const isEvident = existsSync(join(root, evidence));
  return await copyRepository([...copied, ...(isEvident ? [evidence] : [])]);
}

function lineOf({ name, meaning }: NamedMutation, { outcome, command, said }: Verdict): string {
  if (outcome === "caught") return `caught      ${name} by ${command}: ${said}`;
  const what = outcome === "survived" ? "SURVIVED  " : "NOT JUDGED";
  return `${what}  ${name} (${meaning}), ${command}\n${said.replaceAll(/^/gm, "  ")}`;
}
