/** What the stage tells a function's process that no function should see. */
export type RuntimeSettings = {
  readonly clockOffsetMs: number;
  /** What the environment's own /tmp may hold. */
  readonly storageBytes: number;
  /** Absent: every place can be reached. */
  readonly network?: NetworkSettings;
};

/** What a function's packets find. */
export type NetworkSettings = {
  /** Ports of this machine where AWS is for this environment: the endpoint and its databases. */
  readonly awsPorts: readonly number[];
  /** The way to everything else, other ports of this machine included. */
  readonly outside: "open" | "nat" | "closed";
};
