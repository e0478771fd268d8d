import type { MapState } from "../definition/machine.ts";
import { EvaluationError } from "../engine/failure.ts";
import { dataLimitExceeded, exceedsLimit } from "../engine/size-limit.ts";
import type { StateView } from "../engine/state-view.ts";
import type { Step } from "../engine/step.ts";

/** Inline maps run this many at once at most: https://docs.aws.amazon.com/step-functions/latest/dg/state-map-inline.html */
const maximumIterations = 40;

/** One iteration for each item. */
export async function forkIterations(state: MapState, view: StateView): Promise<Step> {
  const bindings = view.bindings();
  const items = state.items ? await state.items(bindings) : view.input;
  if (!Array.isArray(items)) {
    throw new EvaluationError(
      undefined,
      `Map state input must be an array but was: ${JSON.stringify(items)}`,
    );
  }
  const limit = (await state.maxConcurrency?.(bindings)) ?? 0;
  if (!Number.isInteger(limit) || limit < 0) {
    throw new EvaluationError(
      "MaxConcurrency",
      `The MaxConcurrency field must be a non-negative integer but was: ${limit}`,
    );
  }
  const { itemSelector } = state;
  const inputs = itemSelector
    ? await Promise.all(
        items.map((Value, Index) =>
          itemSelector(view.bindings({ context: { Map: { Item: { Index, Value } } } })),
        ),
      )
    : items;
  if (inputs.some((input) => exceedsLimit(JSON.stringify(input)))) {
    throw dataLimitExceeded(state.name);
  }
  return {
    kind: "fork",
    fork: {
      length: items.length,
      maxConcurrency: Math.min(limit === 0 ? maximumIterations : limit, maximumIterations),
      inputs,
      ...(itemSelector && { items }),
      started: 0,
    },
  };
}
