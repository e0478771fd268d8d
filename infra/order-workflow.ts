import {
  orderWorkflow as contract,
  orderTasks,
} from "../packages/contracts/src/contracts/order-workflow.ts";
import {
  type FailedStatus,
  transientTaskErrors,
  workflowErrors,
} from "../packages/contracts/src/order-workflow.ts";
import { workflowAlarms } from "./alarms/workflow-alarms.ts";
import { canStartExecutions } from "./capability.ts";
import {
  chargePayment,
  completeOrder,
  failOrder,
  refundPayment,
  releaseStock,
  reserveStock,
  stopOrder,
} from "./order-tasks.ts";
import { physicalName } from "./physical-name.ts";
import { withTaskLimits } from "./task-limits.ts";
import { transformNamed } from "./transform-named.ts";

/**
 * The workflow of a placed order: reserve its stock, charge it, complete it. When a step fails, the steps before it are undone in
 * reverse order. Error names are declared in packages/contracts/src/order-workflow.ts. Every task may run twice.
 */

const { choice, lambdaInvoke, pass, succeed } = sst.aws.StepFunctions;

type Retry = NonNullable<Parameters<ReturnType<typeof lambdaInvoke>["retry"]>[0]>;

/** Lambda throttles the function. https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html */
const throttled: Retry = {
  errors: ["Lambda.TooManyRequestsException"],
  interval: "1 second",
  backoffRate: 2,
  maxDelay: "30 seconds",
  maxAttempts: 60,
  jitterStrategy: "FULL",
};

/** The task may have taken effect or not: errors of Lambda itself, and functions that crashed or timed out. */
const lambdaErrors = [
  "Lambda.ServiceException",
  "Lambda.SdkClientException",
  "Lambda.ClientExecutionTimeoutException",
  "Lambda.Unknown",
  "Sandbox.Timedout",
  "Runtime.ExitError",
];

const transientErrors = [...transientTaskErrors, workflowErrors.unreachable, ...lambdaErrors];

const transient: Retry = {
  errors: [...transientErrors, "States.Timeout"],
  interval: "1 second",
  backoffRate: 2,
  maxDelay: "1 minute",
  maxAttempts: 15,
  jitterStrategy: "FULL",
};

/** For steps whose failure costs money or a person's time: half an hour on average, an hour at most. */
const longRetry: Retry = { ...transient, maxAttempts: 60 };

/** A charge that times out is not retried, because the timeout is an outcome of its own. */
const chargeRetry: Retry = { ...longRetry, errors: transientErrors };

/** The provider sent no event in time: calling it again returns the charge's status. */
const heartbeatTimeout: Retry = {
  errors: ["States.HeartbeatTimeout"],
  interval: "1 second",
  maxAttempts: 3,
  jitterStrategy: "FULL",
};

const payload = "{% $states.result.Payload %}" as const;

/** What every task gets: its order, the span that led to it, and which attempt it is. */
const order = {
  orderId: "{% $orderId %}",
  traceparent: "{% $traceparent %}",
  retryCount: "{% $states.context.State.RetryCount %}",
};

const assignOrderId = pass({
  name: "AssignOrderId",
  assign: {
    orderId: "{% $states.input.orderId %}",
    traceparent: "{% $exists($states.input.traceparent) ? $states.input.traceparent : '' %}",
  },
});

const reserve = lambdaInvoke({
  name: "ReserveStock",
  function: reserveStock,
  payload: order,
  output: payload,
  assign: {
    amountMinor: "{% $states.result.Payload.amountMinor %}",
    currency: "{% $states.result.Payload.currency %}",
  },
});

const charge = lambdaInvoke({
  name: "ChargePayment",
  integration: "token",
  function: chargePayment,
  payload: {
    ...order,
    amountMinor: "{% $amountMinor %}",
    currency: "{% $currency %}",
    taskToken: "{% $states.context.Task.Token %}",
  },
  // What ended the wait led to the next task.
  assign: {
    traceparent:
      "{% $exists($states.result.traceparent) ? $states.result.traceparent : $traceparent %}",
  },
});

const complete = lambdaInvoke({
  name: "CompleteOrder",
  function: completeOrder,
  payload: order,
  output: payload,
});

/** A failed CompleteOrder may have taken effect, and a fulfilled order must not be refunded. */
const stop = lambdaInvoke({
  name: "StopOrder",
  function: stopOrder,
  payload: order,
  output: payload,
});

const refund = lambdaInvoke({ name: "RefundPayment", function: refundPayment, payload: order });
const release = lambdaInvoke({ name: "ReleaseStock", function: releaseStock, payload: order });
const fail = lambdaInvoke({
  name: "FailOrder",
  function: failOrder,
  payload: { ...order, status: "{% $ending %}" },
});

const ended = succeed({ name: "Ended" });
const isReserved = choice({ name: "IsReserved" });
const isFulfilled = choice({ name: "IsFulfilled" });
const isStopped = choice({ name: "IsStopped" });

/** Assigns the status that the order ends in, and continues with the first step to undo. */
function endAs(name: string, status: FailedStatus, undo: typeof reserve) {
  const assignStatus = pass({ name, assign: { ending: status } });
  assignStatus.next(undo);
  return assignStatus;
}

assignOrderId.next(reserve);

reserve
  .retry(throttled)
  .retry(transient)
  .catch(endAs("ReserveStockFailed", "failed", release));
reserve.next(isReserved);
isReserved.when("{% $states.input.outcome = 'reserved' %}", charge).otherwise(ended);

charge
  .retry(throttled)
  .retry(heartbeatTimeout)
  .retry(chargeRetry)
  .catch(endAs("CancelledDuringCharge", "cancelled", refund), {
    errors: [workflowErrors.cancelled],
  })
  .catch(endAs("PaymentDeclined", "payment-declined", release), {
    errors: [workflowErrors.declined],
  })
  .catch(endAs("PaymentTimedOut", "payment-timed-out", refund), { errors: ["States.Timeout"] })
  .catch(endAs("ChargePaymentFailed", "failed", refund));
charge.next(complete);

complete.retry(throttled).retry(transient).catch(stop);
complete.next(isFulfilled);
isFulfilled
  .when("{% $states.input.outcome = 'fulfilled' %}", ended)
  .when(
    "{% $states.input.outcome = 'cancelled' %}",
    endAs("CancelledAfterCharge", "cancelled", refund),
  )
  .otherwise(endAs("ReservationLost", "failed", refund));

stop
  .retry(throttled)
  .retry(transient)
  .catch(endAs("StopOrderFailed", "needs-attention", fail));
stop.next(isStopped);
isStopped
  .when("{% $states.input.outcome = 'fulfilled' %}", ended)
  .otherwise(endAs("CompleteOrderFailed", "failed", refund));

refund
  .retry(throttled)
  .retry(longRetry)
  .catch(endAs("RefundPaymentFailed", "needs-attention", release));
refund.next(release);

release
  .retry(throttled)
  .retry(transient)
  .catch(endAs("ReleaseStockFailed", "needs-attention", fail));
release.next(fail);

fail.retry(throttled).retry(longRetry);
fail.next(ended);

const workflowName = "OrderWorkflow";

/** SST lets a state machine use every action of EventBridge and start every state machine. This one only calls its functions. */
transformNamed(aws.iam.Role, `${workflowName}Role`, (role) => {
  const tasks = [
    reserveStock,
    chargePayment,
    completeOrder,
    stopOrder,
    refundPayment,
    releaseStock,
    failOrder,
  ];
  role.assumeRolePolicy = aws.iam.getPolicyDocumentOutput({
    statements: [
      {
        actions: ["sts:AssumeRole"],
        principals: [{ type: "Service", identifiers: ["states.amazonaws.com"] }],
        conditions: [
          {
            test: "StringEquals",
            variable: "aws:SourceAccount",
            values: [aws.getCallerIdentityOutput().accountId],
          },
        ],
      },
    ],
  }).json;
  role.inlinePolicies = [
    {
      name: "tasks",
      policy: aws.iam.getPolicyDocumentOutput({
        statements: [
          { actions: ["lambda:InvokeFunction"], resources: tasks.map(({ arn }) => arn) },
        ],
      }).json,
    },
  ];
});

export const orderWorkflow = new sst.aws.StepFunctions(workflowName, {
  definition: assignOrderId,
  // Step Functions keeps the history of each execution for 90 days, and each function writes its own log. Logging would need a
  // role that may change the log deliveries of the whole account.
  logging: false,
  transform: {
    stateMachine(machine) {
      machine.name = physicalName(workflowName);
      machine.loggingConfiguration = undefined;
      machine.definition = withTaskLimits($output(machine.definition), contract, orderTasks);
    },
  },
});

workflowAlarms(workflowName, orderWorkflow, contract);

export const canStartOrderWorkflow = canStartExecutions(orderWorkflow, "StartOrderWorkflow");
