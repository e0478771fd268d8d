/** One line of a function's log, as a stage keeps it. */
export type LogLine = {
  /** By logical name. */
  readonly functionName: string;
  /** Stage time. */
  readonly timestampMs: number;
  readonly logStream: string;
  /** What the function or the platform wrote: JSON or text. */
  readonly line: string;
};
