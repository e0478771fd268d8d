import type { Finding } from "./finding.ts";

/** A finding that is lived with until a day, and why. */
export type Waiver = {
  readonly rule: string;
  readonly resource: string;
  /** Never empty. */
  readonly reason: string;
  /** The last day: `2027-01-31`. */
  readonly until: string;
};

/** Findings after the waivers: those that are left, those that are waived, and what is wrong with the waivers. */
export type Waived = {
  readonly findings: readonly Finding[];
  readonly waived: readonly Finding[];
};

const rule = "waivers";

/** Takes waived findings out. A waiver past its day, or for nothing that was found, is a finding. */
export function applyWaivers(
  findings: readonly Finding[],
  waivers: readonly Waiver[],
  today: string,
): Waived {
  const covers = (waiver: Waiver, finding: Finding) =>
    waiver.rule === finding.rule && waiver.resource === finding.resource;
  const valid = waivers.filter(({ until }) => until >= today);
  const waived = findings.filter((finding) => valid.some((waiver) => covers(waiver, finding)));
  const wrong = waivers.flatMap((waiver): Finding[] => {
    const wrongness = wrongnessOf(
      waiver,
      today,
      findings.some((found) => covers(waiver, found)),
    );
    if (!wrongness) return [];
    const { resource } = waiver;
    return [{ rule: `${rule}/${wrongness.rule}`, severity: "error", resource, ...wrongness.text }];
  });
  return {
    findings: [...findings.filter((finding) => !waived.includes(finding)), ...wrong],
    waived,
  };
}

function wrongnessOf({ rule: waivedRule, until }: Waiver, today: string, isFound: boolean) {
  const fix = "Remove the waiver, or write it anew.";
  if (until < today) {
    return {
      rule: "past",
      text: { message: `The waiver of ${waivedRule} ended on ${until}.`, fix },
    };
  }
  if (!isFound) {
    return {
      rule: "for-nothing",
      text: { message: `Nothing is found that the waiver of ${waivedRule} would cover.`, fix },
    };
  }
  return undefined;
}
