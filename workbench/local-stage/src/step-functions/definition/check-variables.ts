import { type Fields, isFields, type Scope } from "./visit-states.ts";

const longestName = 80;
const identifier = /^\p{ID_Start}\p{ID_Continue}*$/u;

/**
 * What AWS refuses of the variables that a state assigns: a name that is no identifier or reserved, or one that a scope around
 * it assigns too, in whichever state, rule or catcher.
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html
 */
export function checkVariables(state: Fields, scope: Scope): readonly string[] {
  return assignedNames(state).flatMap((name) => {
    if (!identifier.test(name) || [...name].length > longestName) {
      return [
        `"${name}" is no name of a variable: it must have a letter, then letters, digits and _, ${longestName} characters at most`,
      ];
    }
    if (name === "states") return ["the variable $states is reserved"];
    return isAssignedAround(name, scope)
      ? [`it assigns $${name}, which a scope around it assigns too`]
      : [];
  });
}

function isAssignedAround(name: string, { outer }: Scope): boolean {
  if (!outer) return false;
  const states = Object.values(outer.states).filter(isFields);
  return (
    states.some((state) => assignedNames(state).includes(name)) || isAssignedAround(name, outer)
  );
}

function assignedNames(state: Fields): readonly string[] {
  const parts = [state, state.Choices, state.Catch].flat().filter(isFields);
  return parts.flatMap(({ Assign }) => (isFields(Assign) ? Object.keys(Assign) : []));
}
