/** Why a state failed, as `Retry`, `Catch` and the execution's result know it. */
export type Failure = {
  /** Absent when whoever reported the failure named none. */
  readonly error?: string;
  readonly cause?: string;
  /** Set for a missed heartbeat, which is reported as States.Timeout and can be caught by its own name too. */
  readonly heartbeat?: true;
};

/** A state cannot go on; the message is its cause. */
export class StateError extends Error {
  readonly error: string;

  constructor(error: string, cause: string) {
    super(cause);
    this.name = "StateError";
    this.error = error;
  }
}

/** What a state was given could not be evaluated; `location` is the path to the field, such as `Arguments/Payload`. */
export class EvaluationError extends StateError {
  readonly location: string | undefined;

  constructor(location: string | undefined, cause: string) {
    super("States.QueryEvaluationError", cause);
    this.name = "EvaluationError";
    this.location = location;
  }
}
