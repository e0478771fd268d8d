import type { Gate } from "@stagecraft/gates/gate";
import type { Report } from "@stagecraft/gates/run-gates";
import type { ReviewCheck, Status } from "./review-line.ts";

/**
 * What each gate says, by `gate NAME`. A gate that could not check something for lack of evidence is stale, and one that leaves
 * something else undecided is not judged.
 */
export function gateChecks(
  { findings, undecided, waived, figures }: Report,
  gates: { readonly [name: string]: Pick<Gate, "evidenceStage"> },
  evidenceAt: string | undefined,
): { readonly [name: string]: ReviewCheck } {
  const entries = Object.entries(gates).map(([name, { evidenceStage }]): [string, ReviewCheck] => {
    const isOwn = ({ rule }: { readonly rule: string }) =>
      rule === name || rule.startsWith(`${name}/`);
    const own = findings.filter(isOwn);
    const open = undecided.filter(isOwn);
    const accepted = waived.filter(isOwn);
    // Without evidence a gate is undecided as a whole.
    const isStale = evidenceStage !== undefined && open.some(({ rule }) => rule === name);
    const status: Status =
      own.length > 0 ? "red" : isStale ? "stale" : open.length > 0 ? "not judged" : "green";
    const [first] = [...own, ...open];
    const counts = `${own.length} findings, ${open.length} not checked${accepted.length > 0 ? `, ${accepted.length} waived` : ""}`;
    return [
      `gate ${name}`,
      {
        name: `gate ${name}`,
        status,
        figure: first
          ? `${counts}; first: ${first.rule} ${first.resource}: ${first.message.split("\n")[0]}`
          : [counts, ...Object.entries(figures[name] ?? {}).map((each) => each.join(" "))].join(
              "; ",
            ),
        ...(evidenceStage !== undefined && evidenceAt !== undefined && !isStale
          ? { evidenceAt }
          : {}),
        command: isStale ? "npm run evidence" : `npm run gate -- ${name}`,
      },
    ];
  });
  return Object.fromEntries(entries);
}
