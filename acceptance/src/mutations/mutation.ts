/** A planted edit: what it changes, and what has to catch it. */
export type Mutation = {
  /** What the edit would mean in production. */
  readonly meaning: string;
  /** Each has to catch it. */
  readonly caughtBy: readonly [MutationCheck, ...MutationCheck[]];
  readonly edits: readonly [Edit, ...Edit[]];
};

/** What catches an edit, and for which reason. */
export type MutationCheck = {
  /** `gate network`, `run --orders 5`, `chaos --seed 4`, `deploy --stage dev`, `test acceptance/src/scenarios/sales.integration.test.ts`. */
  readonly command: `${"gate" | "run" | "chaos" | "deploy" | "test"} ${string}`;
  /** What it has to print. */
  readonly says: RegExp;
};

/**
 * A change of one file, given below the repository. `find` is there exactly once, as `findCode` compares; keep it as short as
 * that allows, so that changes beside it do not matter.
 */
export type Edit =
  /** Takes the place of what is found; `""` takes it out. */
  | { readonly file: string; readonly find: string; readonly replace: string }
  /** Stands behind what is found, with a space between them. */
  | { readonly file: string; readonly find: string; readonly addAfter: string }
  /** The content of a file that is not there yet. */
  | { readonly file: string; readonly create: string };

/** A planted edit under the name of its file, without the ending. */
export type NamedMutation = Mutation & { readonly name: string };
