import { execFileSync } from "node:child_process";

/** A direct or indirect child process. */
export type Descendant = { readonly pid: number; readonly command: string };

/** Lists the current descendants of a process. */
export function descendantsOf(pid: number): readonly Descendant[] {
  const list = execFileSync("ps", ["-Ao", "pid=,ppid=,args="], { encoding: "utf8" });
  const all = list.split("\n").flatMap((line) => {
    const [, child, parent, command = ""] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return child ? [{ pid: Number(child), parent: Number(parent), command }] : [];
  });
  const below = (parent: number): readonly Descendant[] =>
    all.filter((each) => each.parent === parent).flatMap((each) => [each, ...below(each.pid)]);
  return below(pid);
}
