import { SpanKind } from "@opentelemetry/api";
import { Fault } from "@stagecraft/contracts/fault";
import type { Parsed } from "@stagecraft/contracts/parse";
import { describeError } from "@stagecraft/observability/describe-error";
import { linksTo, readTraceparent } from "@stagecraft/observability/tracing/traceparent";
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

/**
 * An error as Step Functions sees it: retriers and catchers match its name. The execution's history has its message and stack, which
 * lead to the cause; the message of an unexpected error may contain data, so that only its name is there.
 */
class TaskError extends Error {
  constructor(name: string, cause: unknown) {
    const { name: causeName, message, stack } = describeError(cause);
    super(cause instanceof Fault ? message : `internal: ${causeName}`, { cause });
    this.name = name;
    this.stack = [`${name}: ${this.message}`, ...(stack ?? [])].join("\n    ");
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
  return invocationHandler<unknown, Result>(
    {
      message: "task",
      spanOf: (event) => ({
        name: "task",
        kind: SpanKind.SERVER,
        links: linksTo([readTraceparent(contextOf(event).traceparent)]),
      }),
      async run(event, invocation) {
        const { deadline, fields } = invocation;
        fields.attempt = contextOf(event).attempt;
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
          // biome-ignore lint/style/useErrorCause: it is the second argument
          throw new TaskError(name, thrown);
        }
      },
    },
    telemetry,
  );
}

/** What the definition adds to the input of every task: the span that led to it, and which attempt it is. */
function contextOf(event: unknown): { readonly traceparent?: string; readonly attempt?: number } {
  const { traceparent, retryCount } = (event ?? {}) as Readonly<Record<string, unknown>>;
  return {
    ...(typeof traceparent === "string" && { traceparent }),
    ...(typeof retryCount === "number" && { attempt: retryCount + 1 }),
  };
}

function errorName(thrown: unknown, { codes, transient, permanent }: TaskErrorNames): string {
  if (!(thrown instanceof Fault)) return permanent;
  if (codes.includes(thrown.code)) return thrown.code;
  return thrown.retry ? transient : permanent;
}
