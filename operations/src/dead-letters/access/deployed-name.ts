import { generatedSuffix, namePrefix } from "@stagecraft/plan/generated-name";
import { DlqError } from "../dlq-error.ts";

/**
 * Finds the deployed name of a resource among the names that exist on AWS. A name that the program sets is the same in the
 * Plan and on AWS. A name with a random part, which SST makes at the deploy, is found by the part before it.
 * @throws DlqError when no name fits, or more than one.
 */
export function deployedName(
  what: string,
  plannedName: string,
  existing: readonly string[],
): string {
  if (existing.includes(plannedName)) return plannedName;
  const start = namePrefix(plannedName);
  const [, suffix = ""] = generatedSuffix.exec(plannedName) ?? [];
  const candidates = existing.filter(
    (name) =>
      start !== plannedName &&
      name.startsWith(start) &&
      namePrefix(name) === start &&
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
