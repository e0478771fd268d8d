import type * as z from "zod";
import type { Parsed } from "./parse.ts";

/**
 * Data that passes from one process to another, and what both sides may rely on. Functions, queues and other resources have their
 * names in infra/, which takes its figures from the contracts; `npm run gate -- contracts` compares both.
 */
export type Contract<
  Carrier extends Via = Via,
  Handling extends DeadLetters | null = DeadLetters | null,
> = {
  /** Unique: `placed-orders`. */
  readonly name: string;
  /** What the data is, and its purpose. */
  readonly summary: string;
  /** The team that decides about the contract. */
  readonly owner: Team;
  readonly via: Carrier;
  /** Null: the call has no data, or is an HTTP operation, whose schemas are in the OpenAPI document. */
  readonly payload: Payload | null;
  /** Functions or outside parties that make the payload. */
  readonly producers: readonly Party[];
  /** Functions that forward the payload unchanged. */
  readonly carriers?: readonly string[];
  readonly consumer: Party;
  /** The function whose call an outside party answers with this request. */
  readonly answersTo?: string;
  readonly idempotency: Idempotency;
  readonly ordering: string;
  /** How long after it was made the data still does what it asks for. Absent: for as long as the channel keeps it. */
  readonly usefulForSeconds?: number;
  /** What the consumer refuses at every delivery. */
  readonly poison: string;
  /** Null: the caller gets the error. */
  readonly deadLetters: Handling;
  readonly latency: Latency;
  /** Stages without this channel, by their names in infra/stages.ts. */
  readonly notOn?: readonly string[];
};

/** The teams that own the parts of the system. */
export type Team = "orders team" | "payments team" | "sales team" | "catalogue team";

/** The channel of the data, and its retries and retention. */
export type Via =
  | QueueVia
  | StreamVia
  | ObjectVia
  | ScheduleVia
  | HttpVia
  | WorkflowVia
  | TaskVia
  | { readonly kind: "deploy"; readonly invocation: string }
  /** A person invokes the function. */
  | { readonly kind: "operator" }
  | ReportVia
  | CallVia;

export type QueueVia = {
  readonly kind: "queue";
  readonly queue: string;
  /** At least six times the consumer's timeout. */
  readonly visibilityTimeoutSeconds: number;
  /** The number of deliveries before a message goes to the dead-letter queue. */
  readonly deliveries: number;
  readonly retentionSeconds: number;
};

export type StreamVia = {
  readonly kind: "stream";
  readonly stream: string;
  /** Retries of a failed batch. */
  readonly retries: number;
  /** Whether a failed batch is split in two for its retry. */
  readonly bisect: boolean;
  readonly maximumAgeSeconds: number;
  /** How long a record can be read again. */
  readonly retentionSeconds: number;
};

/** How Lambda retries an asynchronous invocation. */
type AsyncInvocation = {
  readonly retries: 0 | 1 | 2;
  readonly maximumAgeSeconds: number;
};

export type ObjectVia = AsyncInvocation & {
  readonly kind: "object";
  readonly bucket: string;
  readonly prefix: string;
  readonly suffix: string;
};

export type ScheduleVia = AsyncInvocation & {
  readonly kind: "schedule";
  readonly schedule: string;
  /** Retries of the scheduler's own call. */
  readonly schedulerRetries: number;
};

export type HttpVia = {
  readonly kind: "http";
  readonly api: string;
  /** `POST /orders/{id}/cancel` */
  readonly route: string;
  /** How long the caller repeats a request; null: without a limit. */
  readonly repeatsForSeconds: number | null;
};

/** Objects that an outside party reads. */
export type ReportVia = {
  readonly kind: "report";
  readonly bucket: string;
  readonly prefix: string;
};

/** A call to an outside party. */
export type CallVia = {
  readonly kind: "call";
  /** `POST /charges` */
  readonly route: string;
};

export type WorkflowVia = {
  readonly kind: "workflow";
  readonly machine: string;
  /** The timeout of an execution. */
  readonly timeoutSeconds: number;
};

/** A task state of a workflow that calls a function. */
export type TaskVia = {
  readonly kind: "task";
  readonly machine: string;
  readonly state: string;
  readonly timeoutSeconds: number;
  /** For a task that waits for a callback. */
  readonly heartbeatSeconds?: number;
};

/** A function or a workflow by its name in infra/, or an outside party. */
export type Party = { readonly inside: string } | { readonly outside: string };

/** The schemas of the data. */
export type Payload = {
  /** The folder of its released schemas: `order.placed`. */
  readonly schema: string;
  readonly mediaType: "application/json" | "text/csv";
  /** All versions that the consumer accepts, oldest first. */
  readonly versions: readonly { readonly version: number; readonly schema: z.ZodType }[];
  /** The version that producers write. A new version is written one release after it is accepted. */
  readonly writes: number;
  /** Parses data of any accepted version; the value is in the newest version. */
  readonly accept: (input: unknown) => Parsed<unknown>;
};

/** Why a second delivery has no effect. */
export type Idempotency =
  /** A second run has the same result. */
  | { readonly by: "nature"; readonly why: string }
  /** Key and effect are stored in one transaction. */
  | { readonly by: "transaction"; readonly key: string; readonly where: string }
  /** The key is stored separately from the effect, for a time or forever. */
  | {
      readonly by: "record";
      readonly key: string;
      readonly where: string;
      readonly keptSeconds: number | "for ever";
    };

/** What happens to data whose processing failed after all retries. */
export type DeadLetters = {
  /** The name in infra/ of a queue, or of the workflow whose failed executions can be read. */
  readonly source: string;
  readonly retentionSeconds: number;
  /** The team that looks at it. */
  readonly owner: `${Team}, on call`;
  /** What the team does. */
  readonly remedy: string;
};

/** A latency objective. */
export type Latency = {
  readonly p95Ms: number;
  readonly p99Ms: number;
  /** From where to where: `from the send to the start of the workflow`. */
  readonly measured: string;
};
