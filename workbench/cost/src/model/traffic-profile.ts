/** How much work a month brings. */
export type TrafficProfile = {
  /** Who has such traffic, for people. */
  readonly what: string;
  /** How often each kind of work happens in a month. */
  readonly monthly: { readonly [work: string]: number };
  /** Hours of a month with any work, at most 730. */
  readonly hoursWithWork: number;
};
