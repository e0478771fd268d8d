/** A planted edit, and the checks that must catch it. */
export type Mutation = {
  /** The effect of the edit in production. */
  readonly meaning: string;
  /** Every one of these checks must catch the edit. */
  readonly caughtBy: readonly [MutationCheck, ...MutationCheck[]];
  readonly edits: readonly [Edit, ...Edit[]];
};

/** A command that must fail because of the edit. */
export type MutationCheck = {
  /** `gate network`, `lint packages`, `run --orders 5`, `chaos --seed 4`, `deploy --stage dev`, `test acceptance/src/scenarios/sales.integration.test.ts`. */
  readonly command: `${"gate" | "lint" | "run" | "chaos" | "deploy" | "test"} ${string}`;
  /** The command's output must match this. */
  readonly says: RegExp;
};

/**
 * A change of one file; the path is relative to the repository. `find` must match exactly once, as `findCode` compares. Keep it
 * short, so that other changes in the file do not matter.
 */
export type Edit =
  /** Replaces the found code; `""` removes it. */
  | { readonly file: string; readonly find: string; readonly replace: string }
  /** Is added after the found code and a space. */
  | { readonly file: string; readonly find: string; readonly addAfter: string }
  /** The content of a new file. */
  | { readonly file: string; readonly create: string }
  | { readonly file: string; readonly delete: true };

/** A planted edit with the name of its file, without the extension. */
export type NamedMutation = Mutation & {
  readonly name: string;
  /** Relative to the repository. */
  readonly file: string;
};
