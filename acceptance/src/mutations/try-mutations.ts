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

/** Folders that are not copied. */
const excluded = new Set([".git", "node_modules", ".sst", ".stagecraft", ".turbo"]);
/** Copied, because gates use it for an unchanged Plan. */
const evidence = ".stagecraft/evidence";

/**
 * Runs planted edits in a copy of the repository, one at a time, prints each result and returns the exit code.
 * @throws InterruptedError when the signal is aborted, after the running check has ended. It prints how to continue.
 */
export async function tryMutations(
  mutations: readonly NamedMutation[],
  { root, signal, print }: MutationRunContext,
): Promise<0 | 1> {
  const startMs = performance.now();
  const { directory, remove } = await copySources(root);
  const onAbort = () =>
    console.error("\ninterrupted: waiting for the running check, then the copy is removed");
  signal.addEventListener("abort", onAbort, { once: true });
  const baselines = new Map<string, ProgramEnd>();
  const tookMs = new Map<string, number>();
  let tried = 0;
  let caught = 0;
  try {
    for (const mutation of mutations) {
      const remaining = [...commandsOf(mutations.slice(tried), new Set(baselines.keys()))];
      const run = async (command: string, edit = mutation.name) => {
        const commandStartMs = performance.now();
        const end = await showRunning(
          {
            what: `${tried + 1} of ${mutations.length}  ${edit}: ${command}`,
            expectedMs: expectedMs(remaining, tookMs),
          },
          process.stderr,
          () => runCheck(command, { directory, signal }),
        );
        remaining.shift();
        tookMs.set(command, Math.max(tookMs.get(command) ?? 0, performance.now() - commandStartMs));
        return end;
      };
      const verdicts = await tryMutation(mutation, {
        directory,
        run,
        async baseline(command) {
          const end = baselines.get(command) ?? (await run(command, "no edit"));
          baselines.set(command, end);
          return end;
        },
      });
      if (verdicts.every(({ outcome }) => outcome === "caught")) caught += 1;
      for (const verdict of verdicts) print(lineOf(mutation, verdict));
      tried += 1;
    }
  } catch (error) {
    const next = mutations[tried]?.name;
    if (signal.aborted) console.error(`${caught} of ${tried} caught; to continue: --from ${next}`);
    throw error;
  } finally {
    await remove();
  }
  const elapsed = durationText(performance.now() - startMs);
  print(`${caught} of ${mutations.length} caught in ${elapsed}`);
  return caught === mutations.length ? 0 : 1;
}

async function copySources(root: string) {
  const copied = (await readdir(root)).filter((name) => !excluded.has(name));
  const hasEvidence = existsSync(join(root, evidence));
  return await copyRepository([...copied, ...(hasEvidence ? [evidence] : [])]);
}

function lineOf({ name, meaning }: NamedMutation, { outcome, command, output }: Verdict): string {
  if (outcome === "caught") return `caught       ${name} by ${command}: ${output}`;
  const what = outcome === "survived" ? "SURVIVED   " : "NOT CHECKED";
  return `${what}  ${name} (${meaning}), ${command}\n${output.replaceAll(/^/gm, "  ")}`;
}
