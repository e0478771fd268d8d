import { runIn } from "./run-in.ts";

/** Starts to watch a folder. The result gives the files that were added or changed since, without those that git ignores. */
export async function watchTree(directory: string): Promise<() => Promise<readonly string[]>> {
  const git = (...args: readonly string[]) => runIn(directory, ["git", ...args]);
  await git("init", "--quiet");
  await git("add", "--all");
  return async () => {
    const { output } = await git("status", "--porcelain");
    // The second letter is the state of the working tree.
    return output.split("\n").filter((line) => line !== "" && line[1] !== " ");
  };
}
