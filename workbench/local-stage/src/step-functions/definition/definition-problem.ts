/** A problem of a definition: the state (absent for the whole definition) and the reason. */
export type DefinitionProblem = { readonly state?: string; readonly reason: string };

/** One line for a person. */
export function describeProblem({ state, reason }: DefinitionProblem): string {
  return state === undefined ? reason : `state "${state}": ${reason}`;
}
