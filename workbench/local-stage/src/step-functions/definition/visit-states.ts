/** A part of a definition that is not checked yet. */
export type Fields = { readonly [name: string]: unknown };

/** A state with its path, and the variables of its outer scopes. */
export type VisitedState = { readonly name: string; readonly state: Fields; readonly scope: Scope };

/** The states that share variables: a whole machine, a branch or an iteration. */
export type Scope = { readonly states: Fields; readonly outer: Scope | undefined };

export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Every state of a definition, those of branches and iterations too. */
export function visitStates(definition: Fields, outer?: Scope): readonly VisitedState[] {
  if (!isFields(definition.States)) return [];
  const scope: Scope = { states: definition.States, outer };
  return Object.entries(definition.States).flatMap(([name, state]) => {
    if (!isFields(state)) return [];
    const inner = [
      ...(Array.isArray(state.Branches) ? state.Branches : []),
      state.ItemProcessor,
      state.Iterator,
    ];
    return [
      { name, state, scope },
      ...inner.filter(isFields).flatMap((part) => visitStates(part, scope)),
    ];
  });
}
