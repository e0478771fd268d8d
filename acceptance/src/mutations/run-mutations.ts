import { chooseMutations } from "./choose-mutations.ts";
import { mismatchTexts } from "./mismatch-texts.ts";
import type { MutationRunContext } from "./mutation-run-context.ts";
import type { MutationsOptions } from "./mutations-options.ts";
import { tryMutations } from "./try-mutations.ts";

/**
 * Runs the selected planted edits, or only checks that they fit the files. Returns the exit code. When one does not fit, none is
 * run.
 * @throws UsageError for an unknown name; InterruptedError when the signal is aborted.
 */
export async function runMutations(
  options: MutationsOptions,
  { root, signal, print }: MutationRunContext,
): Promise<0 | 1> {
  const chosen = await chooseMutations(root, options);
  const mismatches = await mismatchTexts(chosen, root);
  if (mismatches.length > 0) {
    for (const text of mismatches) print(text);
    print(`${mismatches.length} of ${chosen.length} planted edits no longer fit`);
    return 1;
  }
  if (!options.isCheck) return await tryMutations(chosen, { root, signal, print });
  print(`${chosen.length} planted edits fit`);
  return 0;
}
