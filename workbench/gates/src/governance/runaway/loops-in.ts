import type { EventGraph } from "./event-graph.ts";

/** The parts of a loop in order. The first one is not repeated at the end. */
export type Loop = readonly string[];

/** For each edge of a graph that is part of a loop, the shortest loop through it. Each loop is given once, and begins at a function. */
export function loopsIn({ edges, declared, functions }: EventGraph): readonly Loop[] {
  const all = [...edges, ...declared];
  const next = new Map<string, Set<string>>();
  for (const { from, to } of all) next.set(from, (next.get(from) ?? new Set()).add(to));
  const loops = all.flatMap(({ from, to }) => {
    const way = shortestWay(next, to, from);
    return way ? [normalized(way, functions)] : [];
  });
  return [...new Map(loops.map((loop) => [loop.join(" "), loop])).values()].toSorted((one, other) =>
    one.join().localeCompare(other.join()),
  );
}

/** From one part to another, both included. Undefined when there is no way. */
function shortestWay(
  next: ReadonlyMap<string, ReadonlySet<string>>,
  from: string,
  to: string,
): Loop | undefined {
  const seen = new Set([from]);
  let ways: readonly Loop[] = [[from]];
  while (ways.length > 0) {
    const found = ways.find((way) => way.at(-1) === to);
    if (found) return found;
    ways = ways.flatMap((way) =>
      [...(next.get(way.at(-1) ?? "") ?? [])].flatMap((part) => {
        if (seen.has(part)) return [];
        seen.add(part);
        return [[...way, part]];
      }),
    );
  }
  return undefined;
}

/** Begins at the function whose name is the first in the alphabet. */
function normalized(loop: Loop, functions: ReadonlySet<string>): Loop {
  const [first = loop[0] ?? ""] = loop.filter((part) => functions.has(part)).toSorted();
  const at = Math.max(0, loop.indexOf(first));
  return [...loop.slice(at), ...loop.slice(0, at)];
}
