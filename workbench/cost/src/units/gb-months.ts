import { type Decimal, decimal } from "../exact-decimal.ts";

const bytesInGb = 1_024 ** 3;

/**
 * Byte-hours as GB-months of a month with so many hours: 744 have 31 days. A GB is binary.
 * @see https://aws.amazon.com/s3/faqs/#Billing
 */
export function gbMonths(byteHours: Decimal, hoursInMonth: number): Decimal {
  return byteHours.div(bytesInGb).div(hoursInMonth);
}

/** Bytes as binary GB. */
export function gigabytes(bytes: number | Decimal): Decimal {
  return decimal(bytes).div(bytesInGb);
}
