import { Fault } from "@stagecraft/contracts/fault";
import type { Parsed } from "@stagecraft/contracts/parse";
import { type Deadline, invocationHandler } from "./invocation.ts";
import type { LogFields, Telemetry } from "./telemetry.ts";

/** The names of errors that a workflow's definition matches. */
export type TaskErrorNames = {
  /** Codes of faults that the definition matches as they are. */
  readonly codes: readonly string[];
  /** Any other fault that may succeed when retried. */
  readonly transient: string;
  /** Any other error. */
  readonly permanent: string;
};

/** An error as Step Functions sees it: retriers and catchers match its name. */
class TaskError extends Error {
  constructor(name: string, cause: unknown) {
    super(cause instanceof Fault ? cause.message : "internal", { cause });
    this.name = name;
  }
}

/**
 * The Lambda handler of a workflow's task. The result of the task is the state's result; an error gets a name that the definition
 * matches.
 */
export function workflowTaskHandler<Input, Result extends { readonly outcome: string }>(
  {
    parse,
    work,
    fieldsOf,
    errorNames,
  }: {
    parse: (input: unknown) => Parsed<Input>;
    work: (input: Input, deadline: Deadline) => Promise<Result>;
    /** What the log line says about the input. */
    fieldsOf: (input: Input) => LogFields;
    errorNames: TaskErrorNames;
  },
  telemetry: Telemetry,
) {
  return invocationHandler(
    "task",
    async (event: unknown, invocation): Promise<Result> => {
      const { deadline, fields } = invocation;
      try {
        const input = parse(event);
        if (!input.ok) {
          fields.paths = input.errors.map(({ path }) => path);
          throw new Fault("task.invalid-input", { retry: false });
        }
        Object.assign(fields, fieldsOf(input.value));
        const result = await work(input.value, deadline);
        fields.reason = result.outcome;
        return result;
      } catch (thrown) {
        const name = errorName(thrown, errorNames);
        fields.reason = name;
        invocation.failure = { cause: thrown };
        throw new TaskError(name, thrown);
      }
    },
    telemetry,
  );
}

function errorName(thrown: unknown, { codes, transient, permanent }: TaskErrorNames): string {
  if (!(thrown instanceof Fault)) return permanent;
  if (codes.includes(thrown.code)) return thrown.code;
  return thrown.retry ? transient : permanent;
}
