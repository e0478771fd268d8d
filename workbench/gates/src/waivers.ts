import type { Finding } from "./finding.ts";

/** A finding that is lived with until a day, and why. */
export type Waiver = {
  readonly rule: string;
  readonly resource: string;
  /** The one stage on which it is lived with; of any when it is left out. */
  readonly stage?: string;
  /** Never empty. */
  readonly reason: string;
  /** The last day: `2027-01-31`. */
  readonly until: string;
};

/** Findings after the waivers: those that are left, with what is wrong with the waivers, and those that are waived. */
export type Waived<Found extends Finding> = {
  readonly findings: readonly (Found | (Finding & { readonly stage?: string }))[];
  readonly waived: readonly Found[];
};

const rule = "waivers";

/** Takes waived findings out. A waiver past its day, or for nothing that was found, is a finding. */
export function applyWaivers<Found extends Finding & { readonly stage?: string }>(
  findings: readonly Found[],
  waivers: readonly Waiver[],
  today: string,
): Waived<Found> {
  const covers = (waiver: Waiver, finding: Found) =>
    waiver.rule === finding.rule &&
    waiver.resource === finding.resource &&
    (waiver.stage === undefined || waiver.stage === finding.stage);
  const valid = waivers.filter(({ until }) => until >= today);
  const waived = findings.filter((finding) => valid.some((waiver) => covers(waiver, finding)));
  const wrong = waivers.flatMap((waiver) => {
    const wrongness = wrongnessOf(
      waiver,
      today,
      findings.some((found) => covers(waiver, found)),
    );
    if (!wrongness) return [];
    const { resource, stage } = waiver;
    return [
      {
        rule: `${rule}/${wrongness.rule}`,
        severity: "error" as const,
        resource,
        ...(stage === undefined ? {} : { stage }),
        ...wrongness.text,
      },
    ];
  });
  return {
    findings: [...findings.filter((finding) => !waived.includes(finding)), ...wrong],
    waived,
  };
}

function wrongnessOf({ rule: waivedRule, stage, until }: Waiver, today: string, isFound: boolean) {
  const fix = "Remove the waiver, or write it anew.";
  if (until < today) {
    return {
      rule: "past",
      text: { message: `The waiver of ${waivedRule} ended on ${until}.`, fix },
    };
  }
  if (!isFound) {
    const message = `Nothing is found that the waiver of ${waivedRule} would cover.`;
    const ofOne = stage === undefined ? ' One for a single stage says which: "stage": "prod".' : "";
    return { rule: "for-nothing", text: { message, fix: `${fix}${ofOne}` } };
  }
  return undefined;
}
