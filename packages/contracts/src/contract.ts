import type * as z from "zod";
import type { Parsed } from "./parse.ts";

/**
 * Data that passes from one process to another, and what both sides may rely on. Names of functions, queues and the like
 * are those of infra/, which takes the figures from here; `npm run gate -- contracts` compares both.
 */
export type Contract<
  Carrier extends Via = Via,
  Letters extends DeadLetters | null = DeadLetters | null,
> = {
  /** Unique among all: `placed-orders`. */
  readonly name: string;
  /** What passes, and what for. */
  readonly summary: string;
  /** Who decides about it, and is asked when it changes. */
  readonly owner: string;
  readonly via: Carrier;
  /** Null: nothing but the call itself; an HTTP operation's schemas stand in the OpenAPI document. */
  readonly payload: Payload | null;
  /** Functions that make the payload, or parties outside. */
  readonly producers: readonly Party[];
  /** Functions that pass on what others made, as they got it. */
  readonly carriers?: readonly string[];
  readonly consumer: Party;
  readonly idempotency: Idempotency;
  readonly ordering: string;
  /** What the consumer refuses for good, however often it comes. */
  readonly poison: string;
  /** Null: whoever called gets the answer, and nothing is left behind. */
  readonly deadLetters: Letters;
  readonly latency: Latency;
  /** Stages that have no such channel, by their names in infra/stages.ts; every other stage has it. */
  readonly notOn?: readonly string[];
};

/** What carries the data, and how often and for how long it tries. */
export type Via =
  | QueueVia
  | StreamVia
  | ObjectVia
  | ScheduleVia
  | HttpVia
  | WorkflowVia
  | TaskVia
  | { readonly kind: "deploy"; readonly invocation: string }
  /** A person calls the function. */
  | { readonly kind: "operator" }
  | ReportVia
  | CallVia;

export type QueueVia = {
  readonly kind: "queue";
  readonly queue: string;
  /** How long one delivery may take before another consumer may have it: at least six timeouts of the consumer. */
  readonly visibilityTimeoutSeconds: number;
  /** How often a message is delivered before it counts as dead. */
  readonly deliveries: number;
  readonly retentionSeconds: number;
};

export type StreamVia = {
  readonly kind: "stream";
  readonly stream: string;
  /** Of a batch that failed. */
  readonly retries: number;
  /** Whether a batch that failed is cut in two, so that what is wrong comes to stand alone. */
  readonly bisect: boolean;
  readonly maximumAgeSeconds: number;
  /** For how long a record can be read again. */
  readonly retentionSeconds: number;
};

/** What Lambda does with an event that it took for later. */
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
  /** How often the scheduler itself tries to reach the function again. */
  readonly schedulerRetries: number;
};

export type HttpVia = {
  readonly kind: "http";
  readonly api: string;
  /** `POST /orders/{id}/cancel` */
  readonly route: string;
  /** For how long the caller sends the same again; null: for as long as it likes. */
  readonly repeatsForSeconds: number | null;
};

/** Objects that somebody outside reads. */
export type ReportVia = {
  readonly kind: "report";
  readonly bucket: string;
  readonly prefix: string;
};

/** A call to a party outside. */
export type CallVia = {
  readonly kind: "call";
  /** `POST /charges` */
  readonly route: string;
};

export type WorkflowVia = {
  readonly kind: "workflow";
  readonly machine: string;
  /** Of an execution. */
  readonly timeoutSeconds: number;
};

/** A state of a workflow that calls a function. */
export type TaskVia = {
  readonly kind: "task";
  readonly machine: string;
  readonly state: string;
  readonly timeoutSeconds: number;
  /** For a task that waits to be told how it ended. */
  readonly heartbeatSeconds?: number;
};

/** A function or a workflow of the program by its name in infra/, or someone outside. */
export type Party = { readonly inside: string } | { readonly outside: string };

/** The schemas under which something passes. */
export type Payload = {
  /** What its released schemas are filed under: `order.placed`. */
  readonly schema: string;
  readonly mediaType: "application/json" | "text/csv";
  /** Oldest first: all that the consumer accepts. */
  readonly versions: readonly { readonly version: number; readonly schema: z.ZodType }[];
  /** The version that producers write. One that the last release does not accept is written a release later. */
  readonly writes: number;
  /** As the consumer reads it: in the newest version, or refused. */
  readonly accept: (input: unknown) => Parsed<unknown>;
};

/** Why a second delivery does no harm. */
export type Idempotency =
  /** Doing it again comes to the same. */
  | { readonly by: "nature"; readonly why: string }
  /** Key and effect are stored in one transaction, and kept together. */
  | { readonly by: "transaction"; readonly key: string; readonly where: string }
  /** The key is kept apart from the effect: for so long, or for ever. */
  | {
      readonly by: "record";
      readonly key: string;
      readonly where: string;
      readonly keptSeconds: number | "for ever";
    };

/** Where a message ends that failed for good. */
export type DeadLetters = {
  /** A queue, or a workflow whose failed executions can be read, by its name in infra/. */
  readonly source: string;
  readonly retentionSeconds: number;
  /** Who handles the messages. */
  readonly owner: string;
  /** What the owner does. */
  readonly remedy: string;
};

/** What is aimed at. */
export type Latency = {
  readonly p95Ms: number;
  readonly p99Ms: number;
  /** From where to where: `from the send to the start of the workflow`. */
  readonly measured: string;
};
