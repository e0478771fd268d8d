import { Fault } from "@stagecraft/contracts/fault";
import { workflowErrors } from "@stagecraft/contracts/order-workflow";
import type { Parsed } from "@stagecraft/contracts/parse";
import type { Log, LogFields } from "@stagecraft/observability/logger";
import type { Metrics } from "@stagecraft/observability/metrics";

/** An error as Step Functions sees it: retriers and catchers match its name. */
class TaskError extends Error {
  constructor(name: string, cause: unknown) {
    super(cause instanceof Fault ? cause.message : "internal", { cause });
    this.name = name;
  }
}

/**
 * The Lambda handler of a workflow's task. What the task returns is the state's result; what it throws is an error
 * that the definition matches by name: the fault's own code when it is one of `workflowErrors`, else whether it passes.
 */
export function workflowTaskHandler<Input, Result extends { readonly outcome: string }>({
  parse,
  work,
  log,
  metrics,
}: {
  parse: (input: unknown) => Parsed<Input & { readonly orderId: string }>;
  work: (input: Input) => Promise<Result>;
  log: Log;
  metrics: Metrics;
}) {
  return async (event: unknown): Promise<Result> => {
    const fields: LogFields = {};
    try {
      const input = parse(event);
      if (!input.ok) {
        fields.paths = input.errors.map(({ path }) => path);
        throw new Fault("task.invalid-input", { retry: false });
      }
      fields.orderId = input.value.orderId;
      const result = await work(input.value);
      log.info("task", { ...fields, reason: result.outcome });
      return result;
    } catch (thrown) {
      const name = errorName(thrown);
      log.error("task", { ...fields, reason: name }, thrown);
      throw new TaskError(name, thrown);
    } finally {
      metrics.flush();
    }
  };
}

const known: readonly string[] = Object.values(workflowErrors);

function errorName(thrown: unknown): string {
  if (!(thrown instanceof Fault)) return workflowErrors.lasting;
  if (known.includes(thrown.code)) return thrown.code;
  return thrown.retry ? workflowErrors.passing : workflowErrors.lasting;
}
