/** A state that an execution enters. */
export type EnteredState = {
  readonly name: string;
  /** Of a task that invokes a Lambda function. */
  readonly functionArn?: string;
};

type State = {
  readonly Type: string;
  readonly Next?: string;
  readonly Choices?: readonly { readonly Next: string }[];
  readonly Resource?: string;
  readonly Arguments?: { readonly FunctionName?: string };
  readonly Parameters?: { readonly FunctionName?: string };
};

/**
 * The states of an execution in which nothing fails: each is followed by its Next, and a Choice by its first rule.
 * @param definition in Amazon States Language, as JSON text
 * @throws Error for a path that does not end
 */
export function statePath(definition: string): readonly EnteredState[] {
  const { StartAt, States } = JSON.parse(definition) as {
    readonly StartAt: string;
    readonly States: { readonly [name: string]: State };
  };
  const path: EnteredState[] = [];
  let name: string | undefined = StartAt;
  while (name !== undefined) {
    const state: State | undefined = States[name];
    if (!state) throw new Error(`The workflow has no state ${name}.`);
    if (path.length >= Object.keys(States).length) {
      throw new Error(
        `The first rules of the workflow's choices lead to no end: ${name} comes twice.`,
      );
    }
    const functionArn = functionOf(state);
    path.push({ name, ...(functionArn === undefined ? {} : { functionArn }) });
    name = state.Choices?.[0]?.Next ?? state.Next;
  }
  return path;
}

function functionOf({ Arguments, Parameters, Resource = "" }: State): string | undefined {
  const named = Arguments?.FunctionName ?? Parameters?.FunctionName;
  return named ?? (Resource.includes(":function:") ? Resource : undefined);
}
