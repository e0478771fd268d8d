/** What the simulation knows about a stage. Names are logical names of the program. */
export type SystemModel = {
  readonly stage: string;
  readonly accountConcurrency: number;
  readonly quotas: QuotaModel;
  readonly functions: readonly FunctionModel[];
  readonly routes: readonly RouteModel[];
  readonly queue: QueueModel;
  readonly workflow: WorkflowModel;
  readonly relay: RelayModel;
  readonly stream: StreamModel;
  readonly database: {
    readonly name: string;
    /** That functions may open. */
    readonly connections: number;
  };
};

/** Quotas of AWS that throttle. */
export type QuotaModel = {
  readonly apiRequests: Bucket;
  readonly workflowStarts: Bucket;
  readonly stateTransitions: Bucket;
  /** SendTaskSuccess */
  readonly taskResults: Bucket;
  /** That Lambda starts of one function. */
  readonly environmentsPerTenSeconds: number;
};

type Bucket = { readonly size: number; readonly perSecond: number };

export type FunctionModel = {
  readonly name: string;
  readonly memoryMb: number;
  readonly architecture: "arm64" | "x86_64";
  /** Absent: it shares what the account has not reserved. */
  readonly reservedConcurrency?: number;
  /** A warm invocation with its memory. */
  readonly serviceSeconds: number;
  readonly initSeconds: number;
  /** Connections to the database that each environment holds. */
  readonly connectionsEach: number;
};

export type RouteModel = {
  /** `POST /orders` */
  readonly routeKey: string;
  readonly functionName: string;
  /** Absent: only the account's throttle applies. */
  readonly throttle?: { readonly requestsPerSecond: number; readonly burst: number };
};

/** The queue of placed orders. */
export type QueueModel = {
  readonly name: string;
  readonly functionName: string;
  readonly batchSize: number;
  readonly maximumConcurrency?: number;
};

/** What a fulfilled order does in its workflow. */
export type WorkflowModel = {
  readonly name: string;
  readonly tasks: readonly {
    readonly functionName: string;
    /** States that are entered for it: those since the task before, and its own. */
    readonly transitions: number;
  }[];
  /** States that are entered after the last task. */
  readonly lastTransitions: number;
};

/** The schedule that publishes changes of orders. */
export type RelayModel = {
  readonly functionName: string;
  readonly everySeconds: number;
  /** A run begins no round after so long. */
  readonly runSeconds: number;
  /** Events of one round. */
  readonly roundEvents: number;
  readonly roundSeconds: number;
};

export type StreamModel = {
  readonly name: string;
  readonly shards: number;
  readonly functionName: string;
  readonly batchSize: number;
  /** Batches of a shard that run at once. */
  readonly parallelizationFactor: number;
  readonly recordBytes: number;
  /** How long the consumer takes for one record. */
  readonly recordSeconds: number;
};
