import type { Finding, Undecided } from "./finding.ts";
import type { Gate, GateInput, Verdict } from "./gate.ts";
import { CannotJudgeError } from "./read-evidence.ts";
import { applyWaivers, type Waiver } from "./waivers.ts";

/** What all the gates that were asked say. */
export type Report = {
  readonly findings: readonly Finding[];
  readonly waived: readonly Finding[];
  readonly undecided: readonly Undecided[];
  readonly figures: { readonly [gate: string]: Verdict["figures"] };
};

/** Asks each gate. One that looked at nothing, or lacks what it needs, is undecided. */
export async function runGates(
  gates: { readonly [name: string]: Gate },
  input: GateInput,
  { waivers, today }: { readonly waivers: readonly Waiver[]; readonly today: string },
): Promise<Report> {
  const verdicts: [string, Verdict][] = [];
  for (const [name, gate] of Object.entries(gates))
    verdicts.push([name, await ask(name, gate, input)]);
  const all = verdicts.flatMap(([, { findings }]) => findings);
  const asked = waivers.filter(({ rule }) => Object.hasOwn(gates, rule.split("/")[0] ?? ""));
  return {
    ...applyWaivers(all, asked, today),
    undecided: verdicts.flatMap(([, { undecided }]) => undecided),
    figures: Object.fromEntries(verdicts.map(([name, { figures }]) => [name, figures])),
  };
}

async function ask(name: string, gate: Gate, input: GateInput): Promise<Verdict> {
  try {
    const verdict = await gate(input);
    if (verdict.looked > 0) return verdict;
    return undecidedVerdict(
      name,
      "It found nothing to look at.",
      "See that the program declares what the gate is about.",
    );
  } catch (error) {
    if (!(error instanceof CannotJudgeError)) throw error;
    return undecidedVerdict(name, error.message, "Run npm run evidence and mend what it reports.");
  }
}

function undecidedVerdict(name: string, message: string, next: string): Verdict {
  const undecided = [{ rule: name, resource: "the program", message, next }];
  return { findings: [], undecided, looked: 0, figures: {} };
}

/** 0 clean, 1 findings, 2 could not judge. */
export function exitCodeOf({ findings, undecided }: Report): 0 | 1 | 2 {
  if (findings.length > 0) return 1;
  return undecided.length > 0 ? 2 : 0;
}
