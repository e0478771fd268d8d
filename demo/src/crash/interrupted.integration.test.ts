import { chance } from "@stagecraft/operations/local-system/chance";
import { expect, test } from "vitest";
import { crashOnce } from "./crash-once.ts";

/** About the duration of a run with 5 orders. */
const runMs = 5_000;

test.each([1])(
  "a run that is interrupted by Ctrl-C reports it and leaves no process, and the next run balances (seed %i)",
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
