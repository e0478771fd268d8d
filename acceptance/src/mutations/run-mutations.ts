import { chooseMutations } from "./choose-mutations.ts";
import { misfitTexts } from "./misfit-texts.ts";
import type { MutationsOptions } from "./mutations-options.ts";
import type { RunMutationsIn } from "./run-mutations-in.ts";
import { tryMutations } from "./try-mutations.ts";

/**
 * Tries the planted edits that were asked for, or only checks them, and gives the exit code. None is tried when one of them does
 * not fit the files.
 * @throws UsageError when there is none of a name; InterruptedError when the signal is aborted.
 */
export async function runMutations(
  options: MutationsOptions,
  { root, signal, print }: RunMutationsIn,
): Promise<0 | 1> {
  const chosen = await chooseMutations(root, options);
  const misfits = await misfitTexts(chosen, root);
  if (misfits.length > 0) {
    for (const text of misfits) print(text);
    print(`${misfits.length} of ${chosen.length} planted edits no longer fit`);
    return 1;
  }
  if (!options.isCheck) return await tryMutations(chosen, { root, signal, print });
  print(`${chosen.length} planted edits fit`);
  return 0;
}
