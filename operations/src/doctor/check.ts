/** The result of a check. */
export type Outcome = {
  /**
   * `missing`: a deploy would fail, or would deploy something that does not work. `unknown`: it could not be checked; `what` says why.
   */
  readonly state: "ok" | "missing" | "unknown";
  readonly what: string;
  /** The commands to run, one a line. Other advice is a shell comment, with `#` before it. */
  readonly fix?: string;
};

/** The outcome of a check, by its name. */
export type Check = Outcome & { readonly name: string };

export function ok(what: string): Outcome {
  return { state: "ok", what };
}

export function missing(what: string, fix: string): Outcome {
  return { state: "missing", what, fix };
}

export function unknown(what: string, fix?: string): Outcome {
  return { state: "unknown", what, ...(fix === undefined ? {} : { fix }) };
}

/** Combines outcomes into one with the worst state. Without outcomes it is ok, with the text `nothing`. */
export function together(outcomes: readonly Outcome[], nothing: string): Outcome {
  const state = (["missing", "unknown", "ok"] as const).find((worst) =>
    outcomes.some((outcome) => outcome.state === worst),
  );
  if (state === undefined) return ok(nothing);
  const worst = outcomes.filter((outcome) => outcome.state === state);
  const fixes = worst.flatMap(({ fix }) => fix ?? []);
  return {
    state,
    what: worst.map(({ what }) => what).join("; "),
    ...(fixes.length > 0 ? { fix: fixes.join("\n") } : {}),
  };
}
