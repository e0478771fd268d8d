/** Tells how far it is, once a second from the first second on. */
export function createProgress(say: (line: string) => void): (what: string, more: number) => void {
  const counts = new Map<string, number>();
  let toldMs = performance.now();
  return (what, more) => {
    counts.set(what, (counts.get(what) ?? 0) + more);
    if (performance.now() - toldMs < 1_000) return;
    toldMs = performance.now();
    say([...counts].map(([name, count]) => `${name}: ${count}`).join(", "));
  };
}
