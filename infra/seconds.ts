const unitSeconds = { seconds: 1, hours: 3600, day: 24 * 3600, days: 24 * 3600 };

export type Duration = `${number} ${keyof typeof unitSeconds}`;

export function seconds(duration: Duration): number {
  const [count, unit] = duration.split(" ");
  return Number(count) * unitSeconds[unit as keyof typeof unitSeconds];
}
