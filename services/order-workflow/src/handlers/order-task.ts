import type { OrderId } from "@stagecraft/contracts/ids";
import { workflowErrors } from "@stagecraft/contracts/order-workflow";
import type { Parsed } from "@stagecraft/contracts/parse";
import type { Telemetry } from "@stagecraft/lambda/telemetry";
import { workflowTaskHandler } from "@stagecraft/lambda/workflow-task";

const { transient, permanent } = workflowErrors;
const errorNames = { codes: Object.values(workflowErrors), transient, permanent };

/** The Lambda handler of a task of the order workflow. */
export function orderTaskHandler<
  Input extends { readonly orderId: OrderId },
  Result extends { readonly outcome: string },
>(
  work: {
    parse: (input: unknown) => Parsed<Input>;
    work: (input: Input) => Promise<Result>;
  },
  telemetry: Telemetry,
) {
  const fieldsOf = ({ orderId }: Input) => ({ orderId });
  return workflowTaskHandler({ ...work, fieldsOf, errorNames }, telemetry);
}
