/** Settings of a function's process that the function must not see. */
export type RuntimeSettings = {
  readonly clockOffsetMs: number;
  /** The size limit of the environment's /tmp. */
  readonly storageBytes: number;
  /** Absent: everything can be reached. */
  readonly network?: NetworkSettings;
  /** A planned fault: it throws before it loads the function's code. */
  readonly failsInit?: true;
};

/** A planned fault of an invocation that the function's process injects before it calls the handler. */
export type RuntimeFault =
  | { readonly kind: "memory-taken"; readonly mb: number }
  /** In real time. */
  | { readonly kind: "slow"; readonly delayMs: number };

/** What a function can reach. */
export type NetworkSettings = {
  /** Local ports of this environment: the endpoint and its databases. */
  readonly awsPorts: readonly number[];
  /** The path to all other hosts, other local ports included. */
  readonly outside: "open" | "nat" | "closed";
  /** AWS names that resolve or are reached differently than on the internet. */
  readonly names: readonly NamedPlace[];
};

/** An AWS name with its addresses. */
export type NamedPlace = {
  /** Subdomains are included. */
  readonly name: string;
  /** IPv4; empty where the name has public ones. */
  readonly addresses: readonly string[];
  readonly isReachable: boolean;
  /** Its port, and this environment's local port for it. */
  readonly local?: { readonly port: number; readonly at: number };
};
