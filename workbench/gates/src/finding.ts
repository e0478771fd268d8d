/** A violation of a rule. */
export type Finding = {
  /** Gate and rule: `network/single-zone`. */
  readonly rule: string;
  /** The command fails with an error; a warning is only printed. */
  readonly severity: "error" | "warning";
  /** The names of component and construct in the program, such as `Orders/OrdersQueue`; never a hash. */
  readonly resource: string;
  readonly message: string;
  /** What to write instead. */
  readonly fix: string;
};

/** Something that a rule cannot check: neither clean nor a finding. */
export type Undecided = Pick<Finding, "rule" | "resource" | "message"> & {
  /** What to do so that it can be checked. */
  readonly next: string;
};
