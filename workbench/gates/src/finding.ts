/** Something that a rule says must not be so. */
export type Finding = {
  /** Gate and rule: `network/single-zone`. */
  readonly rule: string;
  readonly severity: "error" | "warning";
  /** Component and construct as the program names them, such as `Orders/OrdersQueue`; never a hash. */
  readonly resource: string;
  readonly message: string;
  /** What to write instead. */
  readonly fix: string;
};

/** Something that a rule cannot say anything of: neither clean nor a finding. */
export type Undecided = Pick<Finding, "rule" | "resource" | "message"> & {
  /** What would let it be checked. */
  readonly next: string;
};
