/** The state of an alarm. */
export const alarmStates = ["OK", "ALARM", "INSUFFICIENT_DATA"] as const;

export type AlarmState = (typeof alarmStates)[number];
