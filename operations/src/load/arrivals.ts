import { chance } from "../local-system/chance.ts";
import { type LoadShape, rateAt } from "./load-shape.ts";

/**
 * When customers send their requests, in milliseconds since the start: a Poisson process whose rate follows the shape, as from people
 * who do not know of each other. The same seed gives the same times.
 */
export function* arrivals(shape: LoadShape, seed: number): Generator<number> {
  const { ratePerSecond, seconds } = shape;
  const random = randomNumbers(seed);
  let atSeconds = 0;
  for (;;) {
    atSeconds -= Math.log(1 - random()) / ratePerSecond;
    if (atSeconds >= seconds) return;
    // Where the rate is lower than the highest one, a part of the arrivals is left out.
    if (random() * ratePerSecond < rateAt(shape, atSeconds)) yield atSeconds * 1_000;
  }
}

function randomNumbers(seed: number): () => number {
  let drawn = 0;
  return () => chance(seed, `arrival ${drawn++}`);
}
