/** The time on a service's clock, which refuses signatures of another time than its own. */
export type ServiceClock = {
  now(): Date;
  /** Reads the clock from the headers of a response. Returns whether a request signed before has another time than the service. */
  readFrom(headers: Readonly<Record<string, string>>): boolean;
};

/** A smaller difference is allowed, as in the SDK. */
const allowedMs = 240_000;

/** Corrects this machine's clock as the SDK does: https://docs.aws.amazon.com/sdkref/latest/guide/feature-clock-skew.html */
export function serviceClock(): ServiceClock {
  let offsetMs = 0;
  return {
    now: () => new Date(Date.now() + offsetMs),
    readFrom({ date, age }) {
      const serviceMs = Date.parse(date ?? "");
      // A response with an age comes from a cache.
      if (Number.isNaN(serviceMs) || age !== undefined) return false;
      const before = offsetMs;
      offsetMs = serviceMs - Date.now();
      return Math.abs(offsetMs) >= allowedMs && offsetMs !== before;
    },
  };
}
