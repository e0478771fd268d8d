/** What one check found. */
export type Outcome = {
  /**
   * `missing`: a deploy would fail, or what it deploys would not work. `unknown`: it could not be asked, and `what` says why.
   */
  readonly state: "ok" | "missing" | "unknown";
  readonly what: string;
  /** The commands to run, one a line; what else there is to know or to read is a comment of the shell, with `#` before it. */
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

/** Several outcomes as one: the worst state, and what brought it about. Given none, `nothing`. */
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
