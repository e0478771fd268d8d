/** `1.2 s` */
export function secondsText(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}
