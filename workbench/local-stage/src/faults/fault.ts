/**
 * A fault that a stage is to have. `share` takes that part (0 to 1) of the occasions, drawn from the stage's seed; `nth` takes
 * one alone, the first being 1. Functions, queues and streams are named as in the program.
 */
export type Fault = CallFault | InvocationFault | DeliveryFault | Incident;

export type Occasions = { readonly share: number } | { readonly nth: number };

/** What befalls a function's call of AWS, once IAM and the network have let it through. */
export type CallFault = Occasions & {
  readonly function?: string;
  /** As AWS says it: `SQS`. */
  readonly service?: string;
  /** `SendMessage` */
  readonly operation?: string;
} & (
    | { readonly kind: "call-throttled" }
    /** AWS answers 5xx. `done` is whether the call took effect all the same, which its caller cannot tell. */
    | { readonly kind: "call-failed"; readonly done: boolean }
    | { readonly kind: "call-slow"; readonly delayMs: number }
    /** The environment dies before the call takes effect, when it has without the answer, or when it has been answered. */
    | { readonly kind: "killed-at-call"; readonly when: "before" | "during" | "after" }
  );

/** What befalls an invocation. */
export type InvocationFault = Occasions & { readonly function?: string } & (
    | { readonly kind: "invocation-throttled" }
    /** Lambda answers 5xx. `done` is whether the function ran all the same, which its caller cannot tell. */
    | { readonly kind: "invocation-failed"; readonly done: boolean }
    /** The environment dies at a drawn time after it was given the event, up to so many milliseconds later. */
    | { readonly kind: "killed"; readonly withinMs: number }
    /** It stands still from such a time on, until the function's timeout. */
    | { readonly kind: "hanging"; readonly withinMs: number }
  );

/**
 * What befalls a message, a batch of a stream or an asynchronous event on its way. FIFO queues deliver in order and once,
 * so that they are left alone; the records of a shard are never reordered.
 */
export type DeliveryFault = Occasions & {
  /** A queue, a stream's subscription, or a function that is invoked asynchronously. */
  readonly source?: string;
} & (
    | { readonly kind: "duplicated"; readonly afterMs?: number }
    | { readonly kind: "delayed"; readonly delayMs: number }
    /** Others overtake it: it comes at a drawn time, up to so many milliseconds later. */
    | { readonly kind: "reordered"; readonly withinMs: number }
  );

/** What happens to the stage itself when its n-th invocation begins. */
export type Incident = { readonly atInvocation: number } & (
  | { readonly kind: "database-restarted" }
  | { readonly kind: "connections-cut" }
  /** What functions call outside AWS refuses connections to invocations that begin in this time. */
  | { readonly kind: "outage"; readonly forMs: number }
  | { readonly kind: "clock-jump"; readonly byMs: number }
);
