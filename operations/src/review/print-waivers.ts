import type { Waiver } from "@stagecraft/gates/waivers";

/** What is waived, why, by whom and until when; the first to end first. */
export function printWaivers(waivers: readonly Waiver[], today: string): string {
  if (waivers.length === 0) return "no finding is waived";
  const sorted = waivers.toSorted((a, b) => (a.until < b.until ? -1 : 1));
  return [
    ...sorted.flatMap((waiver) => {
      const { rule, resource, stage, reason, by, until } = waiver;
      const when = hasEnded(waiver, today) ? `ended on ${until}` : `until ${until}`;
      return [
        `${when}  ${rule}  ${resource}  ${stage === undefined ? "all stages" : `stage ${stage}`}`,
        `  by ${by}: ${reason}`,
      ];
    }),
    `${waivers.length} waivers, ${waivers.filter((each) => hasEnded(each, today)).length} ended`,
  ].join("\n");
}

/** Whether its last day is past. */
export function hasEnded({ until }: Pick<Waiver, "until">, today: string): boolean {
  return until < today;
}
