const units = [
  { name: "day", seconds: 24 * 60 * 60 },
  { name: "h", seconds: 60 * 60 },
  { name: "min", seconds: 60 },
  { name: "s", seconds: 1 },
] as const;

/** A duration for a person, to the second: `42 s`, `3 min 5 s`, `15 days`. */
export function durationText(ms: number): string {
  let restSeconds = Math.round(ms / 1000);
  const parts = units.flatMap(({ name, seconds }) => {
    const count = Math.floor(restSeconds / seconds);
    restSeconds -= count * seconds;
    return count === 0 ? [] : [`${count} ${name === "day" && count > 1 ? "days" : name}`];
  });
  return parts.join(" ") || "0 s";
}
