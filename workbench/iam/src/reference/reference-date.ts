const offset = "(Z|[+-]\\d{2}:\\d{2})";
const w3cDate = new RegExp(
  `^(\\d{4})(?:-(\\d{2})(?:-(\\d{2})(?:T(\\d{2}):(\\d{2})(?::(\\d{2})(\\.\\d+)?)?${offset})?)?)?$`,
);

/**
 * The milliseconds since 1970 of a date in a format of the W3C's note, or in epoch seconds. Undefined for every other text. Four digits
 * are a year.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Date
 * @see https://www.w3.org/TR/NOTE-datetime
 */
export function readDate(text: string): number | undefined {
  const date = w3cDate.exec(text);
  if (date === null) return /^\d+$/.test(text) ? Number(text) * 1000 : undefined;
  const [, year, month = "01", day = "01", hour = "00", minute = "00", second = "00"] = date;
  const [fraction = "", zone = "Z"] = date.slice(7);
  const local = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  const localMs = Date.parse(`${local}Z`);
  // Date.parse takes the 31st of a month of 30 days as the 1st of the next.
  if (Number.isNaN(localMs) || !new Date(localMs).toISOString().startsWith(local)) return undefined;
  return localMs + Number(`0${fraction}`) * 1000 - offsetMs(zone);
}

function offsetMs(zone: string): number {
  if (zone === "Z") return 0;
  const [hours, minutes] = zone.slice(1).split(":").map(Number) as [number, number];
  return (zone.startsWith("-") ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}
