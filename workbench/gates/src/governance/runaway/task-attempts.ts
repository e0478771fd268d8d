/** A Task state, and how often it runs at most because of its retries. */
export type TaskAttempts = {
  /** The state as JSON. */
  readonly text: string;
  readonly attempts: number;
};

type State = {
  readonly Type: string;
  readonly Retry?: readonly { readonly MaxAttempts?: number }[];
  readonly Branches?: readonly { readonly States: States }[];
  readonly ItemProcessor?: { readonly States: States };
  readonly Iterator?: { readonly States: States };
  readonly MaxConcurrency?: number;
};
type States = { readonly [name: string]: State };

/** https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html#error-handling-retrying-after-an-error */
const defaultRetries = 3;

/**
 * The Task states of a state machine. Each retrier counts for itself; a Parallel or Map state that is retried runs its states again. How
 * many items a Map has is not known: it counts as one.
 * @param definition in Amazon States Language, as JSON text
 */
export function taskAttempts(definition: string): readonly TaskAttempts[] {
  const { States: states = {} } = JSON.parse(definition) as { readonly States?: States };
  return attemptsIn(states, 1);
}

function attemptsIn(states: States, outer: number): readonly TaskAttempts[] {
  return Object.values(states).flatMap((state) => {
    const retries = (state.Retry ?? []).map(({ MaxAttempts = defaultRetries }) => MaxAttempts);
    const attempts = outer * retries.reduce((sum, each) => sum + each, 1);
    const inner = [...(state.Branches ?? []), state.ItemProcessor, state.Iterator];
    return [
      ...(state.Type === "Task" ? [{ text: JSON.stringify(state), attempts }] : []),
      ...inner.flatMap((part) => (part ? attemptsIn(part.States, attempts) : [])),
    ];
  });
}
