import { DlqError } from "../dlq-error.ts";

/**
 * What SST puts behind a name that the program leaves to it: eight of these letters, drawn when the resource is made.
 * https://github.com/sst/sst/blob/v4.17.1/platform/src/components/naming.ts
 */
const drawn = /-[abcdefhkmnorstuvwxz]{8}(?=(\.fifo)?$)/;

/** What every name of a resource begins with, whatever was drawn for it: `app-stage-LettersQueue-`. */
export function fixedPart(plannedName: string): string {
  const found = drawn.exec(plannedName);
  return found ? plannedName.slice(0, found.index + 1) : plannedName;
}

/**
 * The name that AWS has for one of the Plan's, among those that exist. A name that the program gives is the same in both;
 * of one that SST draws, the part before it is.
 * @throws DlqError when there is none, or more than one.
 */
export function deployedName(
  what: string,
  plannedName: string,
  existing: readonly string[],
): string {
  if (existing.includes(plannedName)) return plannedName;
  const start = fixedPart(plannedName);
  const [, suffix = ""] = drawn.exec(plannedName) ?? [];
  const candidates = existing.filter(
    (name) =>
      start !== plannedName &&
      name.startsWith(start) &&
      fixedPart(name) === start &&
      name.endsWith(suffix) &&
      name.endsWith(".fifo") === (suffix !== ""),
  );
  const [found, other] = candidates;
  if (found && !other) return found;
  const pattern = start === plannedName ? plannedName : `${start}*${suffix}`;
  throw new DlqError(
    other
      ? `AWS has several ${what}s ${pattern}: ${candidates.join(", ")}. Remove those that no stage uses any more.`
      : `AWS has no ${what} ${pattern} here. Is the stage deployed, to this account and region?`,
  );
}
