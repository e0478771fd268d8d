import type { Point } from "./dashboard-data.ts";

/** The points in parts between which some are missing: more than one and a half times the usual distance. */
export function lineParts(points: readonly Point[]): readonly (readonly Point[])[] {
  const distances = points
    .slice(1)
    .map(({ timeMs }, index) => timeMs - (points[index]?.timeMs ?? 0));
  const usual = Math.min(...distances);
  const parts: Point[][] = [];
  for (const [index, point] of points.entries()) {
    const isBroken = index === 0 || (distances[index - 1] ?? 0) > usual * 1.5;
    if (isBroken) parts.push([point]);
    else parts.at(-1)?.push(point);
  }
  return parts;
}
