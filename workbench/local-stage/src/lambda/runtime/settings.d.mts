/** What the stage tells a function's process that no function should see. */
export type RuntimeSettings = {
  readonly clockOffsetMs: number;
  /** What the environment's own /tmp may hold. */
  readonly storageBytes: number;
  /** Absent: everything can be reached. */
  readonly network?: NetworkSettings;
};

/** What a function's packets find. */
export type NetworkSettings = {
  /** Ports of this machine where AWS is for this environment: the endpoint and its databases. */
  readonly awsPorts: readonly number[];
  /** The way to everything else, other ports of this machine included. */
  readonly outside: "open" | "nat" | "closed";
  /** Names of AWS's that are answered or reached otherwise than on the internet. */
  readonly names: readonly NamedPlace[];
};

/** What stands behind a name of AWS's. */
export type NamedPlace = {
  /** Names below it are meant too. */
  readonly name: string;
  /** IPv4; none where the name has public ones. */
  readonly addresses: readonly string[];
  readonly isReachable: boolean;
  /** Its port, and the one of this machine where this environment has what stands in for it. */
  readonly local?: { readonly port: number; readonly at: number };
};
