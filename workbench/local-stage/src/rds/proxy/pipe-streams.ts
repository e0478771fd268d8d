import type { Duplex } from "node:stream";

/** Pipes bytes in both directions with backpressure, and ends both when one ends. */
export function pipeStreams(one: Duplex, other: Duplex): void {
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
