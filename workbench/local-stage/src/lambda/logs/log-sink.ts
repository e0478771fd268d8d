/** One entry of a function's log stream: a platform record or a line that the function wrote. */
export type LogEntry = {
  readonly functionName: string;
  readonly logGroup: string;
  readonly logStream: string;
  /** When the stage received it, in stage time. */
  readonly timestampMs: number;
  /** Without the line's end; an entry of `console` may hold line breaks of its own. */
  readonly line: string;
};

/** Receives log entries in the order of their stream. Must not throw. */
export type LogSink = {
  write(entry: LogEntry): void;
  /** Makes what was written for the function readable. */
  flush(functionName: string): void;
};
