const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/** Durations in seconds: `3 * seconds.minute`. */
export const seconds = { minute, hour, day } as const;
