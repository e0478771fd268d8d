import {
  orderWorkflow as contract,
  orderTasks,
} from "../packages/contracts/src/contracts/order-workflow.ts";
import { canStart } from "./capability.ts";
import {
  chargePayment,
  completeOrder,
  failOrder,
  refundPayment,
  releaseStock,
  reserveStock,
  stopOrder,
} from "./order-tasks.ts";
import { withTaskLimits } from "./task-limits.ts";

/**
 * What becomes of a placed order: reserve its stock, charge it, complete it. What was done is undone in reverse order
 * when a step fails. Errors are named in packages/contracts/src/order-workflow.ts, and every task may run twice.
 */

const { choice, lambdaInvoke, pass, succeed } = sst.aws.StepFunctions;

type Retry = NonNullable<Parameters<ReturnType<typeof lambdaInvoke>["retry"]>[0]>;

/** Lambda has no room now. https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html */
const noRoom: Retry = {
  errors: ["Lambda.TooManyRequestsException"],
  interval: "1 second",
  backoffRate: 2,
  maxDelay: "30 seconds",
  maxAttempts: 60,
  jitterStrategy: "FULL",
};

/** What may have taken effect or not: Lambda's own faults, and functions that died or took too long. */
const lambdaFaults = [
  "Lambda.ServiceException",
  "Lambda.SdkClientException",
  "Lambda.ClientExecutionTimeoutException",
  "Lambda.Unknown",
  "Sandbox.Timedout",
  "Runtime.ExitError",
];

const passingErrors = ["task.passing", "payment.unreachable", ...lambdaFaults];

const passing: Retry = {
  errors: [...passingErrors, "States.Timeout"],
  interval: "1 second",
  backoffRate: 2,
  maxDelay: "1 minute",
  maxAttempts: 15,
  jitterStrategy: "FULL",
};

/** The same where giving up costs money or a person's time: half an hour in the mean, and an hour at most. */
const patient: Retry = { ...passing, maxAttempts: 60 };

/** A charge has its time, and what is over it is an end of its own. */
const untilTimedOut: Retry = { ...patient, errors: passingErrors };

/** No word from the provider: asking again tells how the charge stands. */
const noWord: Retry = {
  errors: ["States.HeartbeatTimeout"],
  interval: "1 second",
  maxAttempts: 3,
  jitterStrategy: "FULL",
};

const payload = "{% $states.result.Payload %}" as const;
const order = { orderId: "{% $orderId %}" };

const rememberOrder = pass({
  name: "RememberOrder",
  assign: { orderId: "{% $states.input.orderId %}" },
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
});

const complete = lambdaInvoke({
  name: "CompleteOrder",
  function: completeOrder,
  payload: order,
  output: payload,
});

/** After a failure of the last step nobody knows whether it took effect; what is fulfilled must not be refunded. */
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
const whetherReserved = choice({ name: "WhetherReserved" });
const whetherFulfilled = choice({ name: "WhetherFulfilled" });
const whetherStopped = choice({ name: "WhetherStopped" });

/** Notes how the order is to end, and begins to undo what was done for it there. */
function ending(name: string, status: string, undo: typeof reserve) {
  const note = pass({ name, assign: { ending: status } });
  note.next(undo);
  return note;
}

rememberOrder.next(reserve);

reserve
  .retry(noRoom)
  .retry(passing)
  .catch(ending("ReservingFailed", "failed", release));
reserve.next(whetherReserved);
whetherReserved.when("{% $states.input.outcome = 'reserved' %}", charge).otherwise(ended);

charge
  .retry(noRoom)
  .retry(noWord)
  .retry(untilTimedOut)
  .catch(ending("CancelledInTime", "cancelled", refund), { errors: ["order.cancelled"] })
  .catch(ending("Declined", "payment-declined", release), { errors: ["payment.declined"] })
  .catch(ending("TimedOut", "payment-timed-out", refund), { errors: ["States.Timeout"] })
  .catch(ending("ChargingFailed", "failed", refund));
charge.next(complete);

complete.retry(noRoom).retry(passing).catch(stop);
complete.next(whetherFulfilled);
whetherFulfilled
  .when("{% $states.input.outcome = 'fulfilled' %}", ended)
  .when(
    "{% $states.input.outcome = 'cancelled' %}",
    ending("CancelledAfterCharge", "cancelled", refund),
  )
  .otherwise(ending("ReservationLost", "failed", refund));

stop
  .retry(noRoom)
  .retry(passing)
  .catch(ending("StoppingFailed", "needs-attention", fail));
stop.next(whetherStopped);
whetherStopped
  .when("{% $states.input.outcome = 'fulfilled' %}", ended)
  .otherwise(ending("CompletingFailed", "failed", refund));

refund
  .retry(noRoom)
  .retry(patient)
  .catch(ending("RefundingFailed", "needs-attention", release));
refund.next(release);

release
  .retry(noRoom)
  .retry(passing)
  .catch(ending("ReleasingFailed", "needs-attention", fail));
release.next(fail);

fail.retry(noRoom).retry(patient);
fail.next(ended);

const workflowName = "OrderWorkflow";

/** SST lets a state machine do anything with events and start any other; this one calls its functions. */
$transform(aws.iam.Role, (role, _options, name) => {
  if (name !== `${workflowName}Role`) return;
  const tasks = [
    ...[reserveStock, chargePayment, completeOrder, stopOrder],
    ...[refundPayment, releaseStock, failOrder],
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

const orderWorkflow = new sst.aws.StepFunctions(workflowName, {
  definition: rememberOrder,
  // The history of every execution can be read for 90 days, and each function writes its own line; logs would need
  // a role that may change log deliveries of the whole account.
  logging: false,
  transform: {
    stateMachine(machine) {
      machine.name = `${$app.name}-${$app.stage}-${workflowName}`;
      machine.loggingConfiguration = undefined;
      machine.definition = withTaskLimits($output(machine.definition), contract, orderTasks);
    },
  },
});

export const toStartOrderWorkflow = canStart("StartOrderWorkflow", orderWorkflow);
