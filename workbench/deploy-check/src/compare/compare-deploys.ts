import { changedInputs } from "@stagecraft/plan/resources";
import type { Registration } from "../engine/registration.ts";
import type { Finding } from "./finding.ts";

/** Compares a second deploy of the same files with the first: nothing may change. */
export function compareDeploys(
  first: readonly Registration[],
  second: readonly Registration[],
): readonly Finding[] {
  const before = new Map(first.map((each) => [each.urn, each]));
  const after = new Map(second.map((each) => [each.urn, each]));
  const finding = (urn: string, message: string): Finding => ({
    rule: "again",
    subject: urn.split("::").slice(2).join(" "),
    message,
  });
  return [
    ...first
      .filter(({ urn }) => !after.has(urn))
      .map(({ urn }) => finding(urn, "is not registered by a second deploy of the same files")),
    ...second.flatMap((registration) => {
      const { urn } = registration;
      const known = before.get(urn);
      if (!known) return [finding(urn, "is only created by the second deploy of the same files")];
      return changedInputs(known, registration).map((name) =>
        finding(urn, `${name} changes with a second deploy of the same files`),
      );
    }),
  ];
}
