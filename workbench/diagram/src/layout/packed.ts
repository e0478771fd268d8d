type Size = { readonly width: number; readonly height: number };
type Place = { readonly x: number; readonly y: number };

/** A place for each rectangle: as high as there is room within `width`, and there as far left. None touch; one that is wider stands by itself. */
export function packed(
  sizes: readonly Size[],
  { width, gap }: { readonly width: number; readonly gap: number },
): readonly Place[] {
  const placed: (Place & Size)[] = [];
  for (const size of sizes) {
    const xs = ascending([0, ...placed.map((other) => other.x + other.width + gap)]);
    const ys = ascending([0, ...placed.map((other) => other.y + other.height + gap)]);
    const isFree = ({ x, y }: Place) =>
      (x === 0 || x + size.width <= width) &&
      placed.every(
        (other) =>
          x >= other.x + other.width + gap ||
          other.x >= x + size.width + gap ||
          y >= other.y + other.height + gap ||
          other.y >= y + size.height + gap,
      );
    const free = ys.flatMap((y) => xs.map((x) => ({ x, y }))).find(isFree);
    placed.push({ ...size, ...(free ?? { x: 0, y: ys.at(-1) ?? 0 }) });
  }
  return placed;
}

function ascending(numbers: readonly number[]): readonly number[] {
  return [...new Set(numbers)].toSorted((a, b) => a - b);
}
