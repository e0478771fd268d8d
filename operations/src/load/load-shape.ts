/** How the rate of a load changes over its time. */
export type LoadProfile = "steady" | "ramp" | "spike" | "soak";

export type LoadShape = {
  readonly profile: LoadProfile;
  /** The highest rate of requests. */
  readonly ratePerSecond: number;
  readonly seconds: number;
};

/** What each profile does, for people. */
export const profiles: { readonly [name in LoadProfile]: string } = {
  steady: "the rate from the first second to the last",
  ramp: "from nothing to the rate, in a straight line",
  spike: "a tenth of the rate, with the whole rate in the middle third of the time",
  soak: "as steady, and the memory must not grow, nor the responses become slower",
};

/** How long a profile lasts unless it is said. */
export const defaultSeconds: { readonly [name in LoadProfile]: number } = {
  steady: 60,
  ramp: 120,
  spike: 90,
  soak: 600,
};

/** The rate in requests a second, so many seconds after the start. */
export function rateAt({ profile, ratePerSecond, seconds }: LoadShape, atSeconds: number): number {
  switch (profile) {
    case "steady":
    case "soak":
      return ratePerSecond;
    case "ramp":
      return (ratePerSecond * atSeconds) / seconds;
    case "spike": {
      const third = Math.floor((3 * atSeconds) / seconds);
      return third === 1 ? ratePerSecond : ratePerSecond / 10;
    }
  }
}
