/** What a command showed when it ran the program: a record that `npm run review` reads. */
export type Proof = {
  /** The `planHash` of the Plan that was running. */
  readonly plan: string;
  /** `2026-11-30T20:15:00.000Z` */
  readonly recordedAt: string;
  /** As a person types it: `npm run chaos`. */
  readonly command: string;
  readonly passed: boolean;
  /** The result in a few words. */
  readonly figure: string;
};
