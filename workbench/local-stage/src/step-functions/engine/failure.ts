/** Why a state failed, for `Retry`, `Catch` and the execution's result. */
export type Failure = {
  /** Absent when the failure was reported without one. */
  readonly error?: string;
  readonly cause?: string;
  /** Set for a missed heartbeat, which is reported as States.Timeout and can also be caught by its own name. */
  readonly heartbeat?: true;
  /** Set when a state's own input, output or variables are too large: no wildcard matches that. */
  readonly terminal?: true;
};

/** A state failed; the message is its cause. */
export class StateError extends Error {
  readonly error: string;

  constructor(error: string, cause: string) {
    super(cause);
    this.name = "StateError";
    this.error = error;
  }
}

/** An expression could not be evaluated; `location` is the path of the field, such as `Arguments/Payload`. */
export class EvaluationError extends StateError {
  readonly location: string | undefined;

  constructor(location: string | undefined, cause: string) {
    super("States.QueryEvaluationError", cause);
    this.name = "EvaluationError";
    this.location = location;
  }
}
