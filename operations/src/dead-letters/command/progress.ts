/** Prints the counts, at most once a second. */
export function createProgress(say: (line: string) => void): (what: string, more: number) => void {
  const counts = new Map<string, number>();
  let printedMs = performance.now();
  return (what, more) => {
    counts.set(what, (counts.get(what) ?? 0) + more);
    if (performance.now() - printedMs < 1_000) return;
    printedMs = performance.now();
    say([...counts].map(([name, count]) => `${name}: ${count}`).join(", "));
  };
}
