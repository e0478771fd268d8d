/**
 * A fault to inject. `share` is the part (0 to 1) of the occasions, chosen at random by the stage's seed; `nth` is one occasion,
 * counted from 1 when the fault begins. Functions, queues, streams, state machines, schedules and databases have their names of the
 * program.
 */
export type Fault =
  | CallFault
  | InvocationFault
  | InitFault
  | TransitionFault
  | ScheduleFault
  | DeliveryFault
  | CapacityFault
  | Incident;

/** A fault that may begin and end while the stage runs. */
export type RunTimeFault = Exclude<Fault, Incident>;

export type Occasions = { readonly share: number } | { readonly nth: number };

/** A fault of a function's AWS call that IAM and the network have let through. */
export type CallFault = Occasions & {
  readonly function?: string;
  /** `SQS` */
  readonly service?: string;
  /** `SendMessage` */
  readonly operation?: string;
} & (
    | { readonly kind: "call-throttled" }
    /** AWS answers 5xx. `done`: the call took effect all the same, which the caller cannot know. */
    | { readonly kind: "call-failed"; readonly done: boolean }
    | { readonly kind: "call-slow"; readonly delayMs: number }
    /** The environment is killed before the call takes effect, after that but before the answer, or after the answer. */
    | { readonly kind: "killed-at-call"; readonly when: "before" | "during" | "after" }
  );

/** A fault of an invocation. */
export type InvocationFault = Occasions & { readonly function?: string } & (
    | { readonly kind: "invocation-throttled" }
    /** Lambda answers 5xx. `done`: the function ran all the same, which the caller cannot know. */
    | { readonly kind: "invocation-failed"; readonly done: boolean }
    /** The environment is killed at a random time within so many milliseconds after it got the event. */
    | { readonly kind: "killed"; readonly withinMs: number }
    /** It hangs from such a time on, until the function's timeout. */
    | { readonly kind: "hanging"; readonly withinMs: number }
    /**
     * Its process allocates and writes so much memory before the handler is called, and frees it when the handler has ended. It is
     * killed when it exceeds the function's memory.
     */
    | { readonly kind: "memory-taken"; readonly mb: number }
    /** The handler is called so much later, in real time. */
    | { readonly kind: "slow"; readonly delayMs: number }
  );

/**
 * A fault of a new environment: the code outside the handler throws, in the init phase and when the first invocation repeats it,
 * which fails with that error.
 */
export type InitFault = Occasions & { readonly function?: string; readonly kind: "init-failed" };

/**
 * Step Functions throttles the start of a state, or of a retry, and tries again a second later, which is an occasion of its own.
 */
export type TransitionFault = Occasions & {
  /** The name of the state machine in the program. */
  readonly stateMachine?: string;
  readonly kind: "transition-throttled";
};

/**
 * EventBridge Scheduler throttles itself when a schedule is due, and tries again a second later, which is an occasion of its own.
 */
export type ScheduleFault = Occasions & {
  /** The name of the schedule in the program. */
  readonly schedule?: string;
  readonly kind: "schedule-throttled";
};

/** Capacity that is taken by others, from the start of the fault to its end; it has no occasions. */
export type CapacityFault =
  /**
   * So many concurrent executions are taken by other invocations: of the function, or without one of functions outside the program
   * that have no reserved concurrency. They count towards limits and in ConcurrentExecutions.
   */
  | {
      readonly kind: "concurrency-taken";
      readonly function?: string;
      readonly executions: number;
    }
  /**
   * The database's master user opens so many connections, one after the other, through the same proxy as functions, or fewer when
   * Postgres refuses another. A connection that breaks is not opened again.
   */
  | {
      readonly kind: "connections-taken";
      /** The name of the database in the program. */
      readonly database: string;
      readonly connections: number;
    };

/**
 * A fault of the delivery of a message, a batch of a stream or an asynchronous event. FIFO queues deliver in order and once,
 * so that they have none; the records of a shard are never reordered.
 */
export type DeliveryFault = Occasions & {
  /** A queue, a stream's subscription, or a function that is invoked asynchronously. */
  readonly source?: string;
} & (
    | { readonly kind: "duplicated"; readonly afterMs?: number }
    | { readonly kind: "delayed"; readonly delayMs: number }
    /** It is delivered at a random time within so many milliseconds, so that others overtake it. */
    | { readonly kind: "reordered"; readonly withinMs: number }
  );

/** What happens to the stage itself when its n-th invocation begins. */
export type Incident = { readonly atInvocation: number } & (
  | { readonly kind: "database-restarted" }
  | { readonly kind: "connections-cut" }
  /** Hosts outside AWS refuse connections to invocations that begin in this time. */
  | { readonly kind: "outage"; readonly forMs: number }
  | { readonly kind: "clock-jump"; readonly byMs: number }
);
