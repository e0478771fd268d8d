import { runIn } from "./run-in.ts";

/** Begins to watch a tree; what this gives tells what has come or changed since, as `git status` does: nothing that is ignored. */
export async function watchTree(directory: string): Promise<() => Promise<readonly string[]>> {
  const git = (...args: readonly string[]) => runIn(directory, ["git", ...args]);
  await git("init", "--quiet");
  await git("add", "--all");
  return async () => {
    const { output } = await git("status", "--porcelain");
    // The second letter is about the working tree.
    return output.split("\n").filter((line) => line !== "" && line[1] !== " ");
  };
}
