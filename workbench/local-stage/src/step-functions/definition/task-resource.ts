/** What a Task state calls, from its `Resource`. */
export type TaskResource = {
  readonly service: "lambda" | "sqs";
  /** The name in the history: `invoke.waitForTaskToken`. */
  readonly name: string;
  readonly waitForToken: boolean;
};

const known = new Map<string, TaskResource>(
  (["lambda:invoke", "sqs:sendMessage"] as const).flatMap((call) => {
    const [service, api] = call.split(":") as ["lambda" | "sqs", string];
    const arn = `arn:aws:states:::${call}`;
    const name = `${api}.waitForTaskToken`;
    return [
      [arn, { service, name: api, waitForToken: false }],
      [`${arn}.waitForTaskToken`, { service, name, waitForToken: true }],
    ];
  }),
);

/** The resources that tasks can call here. */
export const taskResources = [...known.keys()];

/** Undefined for a resource that is not implemented. */
export function taskResource(arn: string): TaskResource | undefined {
  return known.get(arn);
}
