/** What the stage tells a function's process that no function should see. */
export type RuntimeSettings = {
  readonly clockOffsetMs: number;
  /** What the environment's own /tmp may hold. */
  readonly storageBytes: number;
};
