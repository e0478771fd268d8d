/** An invocation of a version or an alias, as its metrics name it. */
export type QualifiedInvocation = {
  /** `<function's name>:<version or alias>` */
  readonly resource: string;
  /** The version that an alias has chosen. */
  readonly executedVersion?: string;
};
