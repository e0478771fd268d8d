/** JSON that an operation of AWS takes and returns. */
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [name: string]: Json };

/** What begins new work. */
export type IntakeKind = "route" | "schedule" | "asynchronous function" | "event source mapping";

/** One thing of a deployed stage that begins new work, and the setting that stops it. */
export type IntakePoint = {
  readonly kind: IntakeKind;
  /** Unique among those of its kind. */
  readonly id: string;
  /** For a person: `POST /orders`, `OrderPipeline from OrdersQueue`. */
  readonly name: string;
  /** The setting as it is now. */
  read(): Promise<Json>;
  /** Whether a setting is the one that `stop` makes. */
  isStopped(setting: Json): boolean;
  /** Makes the setting that begins no more work. It changes nothing else of the resource. */
  stop(): Promise<void>;
  /** Makes a setting that `read` has returned. It changes nothing else of the resource. */
  restore(setting: Json): Promise<void>;
  /** Until when nothing is lost while it is stopped, in the stage's time; absent: nothing waits, or it waits without a limit. */
  lossAfterMs?(): Promise<number>;
  /** What happens to the work that it does not begin: `customers get status 429`. */
  readonly meanwhile: string;
};
