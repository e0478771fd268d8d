import type { Finding } from "./finding.ts";

/** Accepts a finding until a date, with the reason. */
export type Waiver = {
  readonly rule: string;
  readonly resource: string;
  /** The stage that it is for. Without it, it is for all stages. */
  readonly stage?: string;
  /** Never empty. */
  readonly reason: string;
  /** Who accepted it. */
  readonly by: string;
  /** The last day: `2027-01-31`. */
  readonly until: string;
};

/** The remaining findings, including those about the waivers themselves, and the waived findings. */
export type Waived<Found extends Finding> = {
  readonly findings: readonly (Found | (Finding & { readonly stage?: string }))[];
  readonly waived: readonly Found[];
};

const rule = "waivers";

/** Separates the waived findings. An expired waiver, or one without a finding, is a finding itself. */
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
    const wrongness = waiverProblem(
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

function waiverProblem(
  { rule: waivedRule, stage, until }: Waiver,
  today: string,
  isFound: boolean,
) {
  const fix = "Remove the waiver, or renew it.";
  if (until < today) {
    return {
      rule: "past",
      text: { message: `The waiver of ${waivedRule} ended on ${until}.`, fix },
    };
  }
  if (!isFound) {
    const message = `The waiver of ${waivedRule} matches no finding.`;
    const ofOne =
      stage === undefined ? ' A waiver for a single stage names it: "stage": "prod".' : "";
    return { rule: "for-nothing", text: { message, fix: `${fix}${ofOne}` } };
  }
  return undefined;
}
