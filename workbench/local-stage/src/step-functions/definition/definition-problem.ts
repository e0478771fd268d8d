/** What is wrong with a definition: in which state (none: in the whole), and why. */
export type DefinitionProblem = { readonly state?: string; readonly reason: string };

/** One line for a person. */
export function describeProblem({ state, reason }: DefinitionProblem): string {
  return state === undefined ? reason : `state "${state}": ${reason}`;
}
