import type { Trigger } from "@stagecraft/gates/contracts/triggers";
import { quotas } from "@stagecraft/plan/quotas";

/** What starts an invocation. `connection`: a message of a client that stays connected. */
export type CallKind = Exclude<Trigger["kind"], "workflow" | "report" | "call"> | "connection";

/** A limit of AWS, with the page that states it. */
export type Limit = {
  /** Whose limit it is: `API Gateway`. */
  readonly of: string;
  readonly value: number;
  readonly page: string;
};

type CallFacts = {
  /** Whether the caller waits for the result. */
  readonly waits: boolean;
  /** Limits of the event's size in bytes. */
  readonly payload: readonly Limit[];
  /** How long the caller waits in ms, where AWS limits it. */
  readonly wait?: Limit;
  /** What runs the same code when functions no longer fit. */
  readonly escapeHatch: string;
};

const synchronous = limit("a synchronous invocation", quotas.lambda.requestBytes);
const asynchronous = limit("an asynchronous invocation", quotas.lambda.asyncRequestBytes);

/** What AWS allows each kind of call. */
export const callKinds: { readonly [kind in CallKind]: CallFacts } = {
  http: {
    waits: true,
    payload: [limit("the HTTP API", quotas.httpApi.payloadBytes), synchronous],
    wait: limit("the HTTP API", quotas.httpApi.integrationMs),
    escapeHatch:
      "the same application as a container service behind the same HTTP API (VPC link) or an internal load balancer",
  },
  connection: {
    waits: true,
    payload: [limit("the WebSocket API", quotas.webSocketApi.messageBytes)],
    wait: limit("the WebSocket API", quotas.webSocketApi.integrationMs),
    escapeHatch:
      "a container service behind a load balancer that holds the connections itself; functions keep the work that needs none",
  },
  queue: {
    waits: false,
    payload: [limit("an SQS message", quotas.sqs.messageBytes)],
    escapeHatch: "a container that receives from the same queue and calls the same handler",
  },
  stream: {
    waits: false,
    payload: [limit("a Kinesis record", quotas.kinesis.recordBytes)],
    escapeHatch: "a container that reads the same stream and keeps its position",
  },
  object: {
    waits: false,
    payload: [asynchronous],
    escapeHatch:
      "a Fargate task for each object, started by the same notification through a state machine (ecs:runTask.sync)",
  },
  schedule: {
    waits: false,
    payload: [asynchronous],
    escapeHatch: "a Fargate task that the same schedule starts",
  },
  task: {
    waits: true,
    payload: [limit("a state's input", quotas.stepFunctions.dataBytes)],
    escapeHatch: "ecs:runTask.sync in the same state, with the same input and the same Catch",
  },
  deploy: {
    waits: true,
    payload: [synchronous],
    escapeHatch: "a Fargate task that the pipeline runs before the deploy",
  },
  operator: {
    waits: true,
    payload: [synchronous],
    escapeHatch: "a Fargate task that an operator starts",
  },
};

/** A quota, and whose limit it is. */
export function limit(
  of: string,
  { value, page }: { readonly value: number; readonly page: string },
): Limit {
  return { of, value, page };
}
