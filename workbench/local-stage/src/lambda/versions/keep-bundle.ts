import { cpSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import type { Bundle } from "@stagecraft/plan/plan";

/**
 * Copies a function's code, so that a published version has it after the Plan's own folder is gone.
 * @param to a folder for this version alone; what an interrupted copy left there is replaced
 */
export function keepBundle(bundle: Bundle, to: string, repositoryRoot: string): void {
  const unfinished = `${to}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  const copy = (from: string, at: string) => {
    mkdirSync(dirname(at), { recursive: true });
    cpSync(resolve(repositoryRoot, from), at, { recursive: true, dereference: true });
  };
  copy(bundle.directory, join(unfinished, basename(bundle.directory)));
  for (const [index, { from }] of bundle.copies.entries()) {
    copy(from, join(unfinished, "copies", String(index)));
  }
  rmSync(to, { recursive: true, force: true });
  renameSync(unfinished, to);
}

/** The bundle whose files `keepBundle` has copied to `from`. */
export function keptBundle(bundle: Bundle, from: string): Bundle {
  return {
    ...bundle,
    directory: join(from, basename(bundle.directory)),
    copies: bundle.copies.map(({ to }, index) => ({
      from: join(from, "copies", String(index)),
      to,
    })),
  };
}
