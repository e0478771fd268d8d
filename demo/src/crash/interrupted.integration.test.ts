import { chance } from "@stagecraft/operations/local-system/chance";
import { expect, test } from "vitest";
import { crashOnce } from "./crash-once.ts";

/** About what a run with so few orders takes. */
const runMs = 5_000;

test.each([1])(
  "a run that Ctrl-C ends at a moment that seed %i draws says so and leaves nothing, and the next one balances",
  async (seed) => {
    const { problems } = await crashOnce({
      seed,
      killAfterMs: Math.floor(chance(seed, "interrupted") * runMs),
      end: "SIGINT",
      startArgs: ["--orders", "5"],
      signal: new AbortController().signal,
      say: () => {},
    });
    expect(problems).toEqual([]);
  },
);
