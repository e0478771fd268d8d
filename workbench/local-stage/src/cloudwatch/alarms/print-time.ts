/** A time as CloudWatch's JSON has it: `2024-10-26T18:59:00.000+0000`. */
export function printTime(timeMs: number): string {
  return new Date(timeMs).toISOString().replace("Z", "+0000");
}

/** A time as CloudWatch's reasons have it: `26/10/24 18:59:00`, in UTC. */
export function printShortTime(timeMs: number): string {
  const [date = "", time = ""] = new Date(timeMs).toISOString().split("T");
  const [year = "", month = "", day = ""] = date.split("-");
  return `${day}/${month}/${year.slice(2)} ${time.slice(0, 8)}`;
}

const longDate = new Intl.DateTimeFormat("en-GB", {
  timeZone: "UTC",
  weekday: "long",
  day: "2-digit",
  month: "long",
  year: "numeric",
});

/** A time as the reasons of composite alarms have it: `Friday 22 July, 2022 15:57:45 UTC`. */
export function printLongTime(timeMs: number): string {
  const parts = new Map(longDate.formatToParts(timeMs).map(({ type, value }) => [type, value]));
  const time = new Date(timeMs).toISOString().slice(11, 19);
  const date = `${parts.get("weekday")} ${parts.get("day")} ${parts.get("month")}`;
  return `${date}, ${parts.get("year")} ${time} UTC`;
}
