/** `1.9 kB`, `6 MiB`. Whole multiples of 1,024 are in binary units. */
export function bytesText(bytes: number): string {
  const kib = 1_024;
  if (bytes >= kib ** 3 && bytes % kib ** 3 === 0) return `${bytes / kib ** 3} GiB`;
  if (bytes >= kib ** 2 && bytes % kib ** 2 === 0) return `${bytes / kib ** 2} MiB`;
  if (bytes >= kib && bytes % kib === 0) return `${bytes / kib} KiB`;
  if (bytes >= 1e9) return `${digits(bytes / 1e9)} GB`;
  if (bytes >= 1e6) return `${digits(bytes / 1e6)} MB`;
  return bytes >= 1e3 ? `${digits(bytes / 1e3)} kB` : `${Math.round(bytes)} B`;
}

/** `34 ms`, `1.9 s`, `15 min`. */
export function timeText(ms: number): string {
  if (ms >= 120_000) return `${digits(ms / 60_000)} min`;
  return ms >= 1_000 ? `${digits(ms / 1_000)} s` : `${digits(ms)} ms`;
}

/** `99 %`; never 100 % of what is not all. */
export function shareText(share: number): string {
  const percent = 100 * share;
  return percent > 99 && percent < 100 ? "> 99 %" : `${Math.round(percent)} %`;
}

/** Two digits, and all digits before the point: `1.9`, `34`, `1,234`. */
export function digits(value: number): string {
  return value >= 10 || Number.isInteger(value)
    ? Math.round(value).toLocaleString("en-US")
    : String(Number(value.toPrecision(2)));
}
