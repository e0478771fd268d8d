import type { OrderId } from "@stagecraft/contracts/ids";
import { workflowErrors } from "@stagecraft/contracts/order-workflow";
import { parse, type Schema } from "@stagecraft/contracts/parse";
import type { Telemetry } from "@stagecraft/lambda/telemetry";
import { workflowTaskHandler } from "@stagecraft/lambda/workflow-task";

const { transient, permanent } = workflowErrors;
const errorNames = { codes: Object.values(workflowErrors), transient, permanent };

/** The Lambda handler of a task of the order workflow. */
export function orderTaskHandler<
  Task extends { readonly orderId: OrderId },
  Result extends { readonly outcome: string },
>(schema: Schema<Task>, work: (task: Task) => Promise<Result>, telemetry: Telemetry) {
  return workflowTaskHandler(
    {
      parse: (input) => parse(schema, input),
      work,
      fieldsOf: ({ orderId }) => ({ orderId }),
      errorNames,
    },
    telemetry,
  );
}
