import type { Advisory } from "./read-audit.ts";

/** An advisory that is accepted until a date, with the reason. */
export type AdvisoryException = {
  readonly id: string;
  readonly reason: string;
  /** The last day: `2027-01-31`. */
  readonly until: string;
};

/** Each advisory without a valid exception, and each exception that has ended or is for nothing, as a line. */
export function auditFaults(
  advisories: readonly Advisory[],
  exceptions: readonly AdvisoryException[],
  today: string,
): readonly string[] {
  const valid = exceptions.filter(({ until }) => until >= today);
  return [
    ...advisories
      .filter(({ id }) => !valid.some((exception) => exception.id === id))
      .map(
        ({ id, packageName, severity, title, range }) =>
          `${packageName} ${range}  ${severity}  ${id}: ${title}`,
      ),
    ...exceptions
      .filter(({ until }) => until < today)
      .map(({ id, until }) => `The exception for ${id} ended on ${until}: update the package`),
    ...valid
      .filter(({ id }) => !advisories.some((advisory) => advisory.id === id))
      .map(({ id }) => `The exception for ${id} is for no installed package: remove it`),
  ];
}
