import type { Duplex } from "node:stream";

/** Passes bytes both ways, no faster than either side takes them, and ends both when one ends. */
export function joinStreams(one: Duplex, other: Duplex): void {
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const) {
    from.on("error", () => from.destroy());
    from.on("close", () => to.destroy());
    from.pipe(to);
    if (from.destroyed) to.destroy();
  }
}
