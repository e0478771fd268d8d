import type { Plan } from "@stagecraft/plan/plan";
import type { Evidence } from "./evidence.ts";
import type { Finding, Undecided } from "./finding.ts";
import type { Gate, Verdict } from "./gate.ts";
import { CannotCheckError } from "./read-evidence.ts";
import { applyWaivers, type Waiver } from "./waivers.ts";

/** The gates to run, and the stages to check. */
export type GateRequest = {
  readonly gates: { readonly [name: string]: Gate };
  readonly stages: readonly string[];
  readonly waivers: readonly Waiver[];
  /** `2027-01-31`. */
  readonly today: string;
};

/** What gates read of the program. */
export type Program = {
  readonly root: string;
  planOf(stage: string): Promise<Plan>;
  /** @throws CannotCheckError when there is none. */
  evidenceOf(plan: Plan): Promise<Evidence>;
};

/** A result for one stage. */
export type OnStage<What> = What & { readonly stage: string };

/** The results of all gates for all stages. */
export type Report = {
  readonly stages: readonly string[];
  readonly findings: readonly (Finding & { readonly stage?: string })[];
  readonly waived: readonly OnStage<Finding>[];
  readonly undecided: readonly OnStage<Undecided>[];
  /** Of several stages, each figure begins with its stage: `prod: endpoints`. */
  readonly figures: { readonly [gate: string]: Verdict["figures"] };
};

/** Runs each gate on each stage. A gate that examined nothing, or whose evidence is missing, is undecided. */
export async function runGates(request: GateRequest, program: Program): Promise<Report> {
  const { gates, stages, waivers, today } = request;
  const verdicts: { stage: string; gate: string; verdict: Verdict }[] = [];
  for (const stage of stages) {
    for (const [name, gate] of Object.entries(gates)) {
      verdicts.push({
        stage,
        gate: name,
        verdict: await runGate(name, gate, { stage, today }, program),
      });
    }
  }
  const findings = verdicts.flatMap(({ stage, verdict }) =>
    verdict.findings.map((finding) => ({ stage, ...finding })),
  );
  const asked = waivers.filter(
    ({ rule, stage }) =>
      Object.hasOwn(gates, rule.split("/")[0] ?? "") &&
      (stage === undefined || stages.includes(stage)),
  );
  return {
    stages,
    ...applyWaivers(findings, asked, today),
    undecided: verdicts.flatMap(({ stage, verdict }) =>
      verdict.undecided.map((each) => ({ stage, ...each })),
    ),
    figures: Object.fromEntries(
      Object.keys(gates).map((name) => [
        name,
        Object.fromEntries(
          verdicts
            .filter(({ gate }) => gate === name)
            .flatMap(({ stage, verdict }) =>
              Object.entries(verdict.figures).map(([what, value]) => [
                stages.length > 1 ? `${stage}: ${what}` : what,
                value,
              ]),
            ),
        ),
      ]),
    ),
  };
}

async function runGate(
  name: string,
  gate: Gate,
  { stage, today }: { readonly stage: string; readonly today: string },
  program: Program,
): Promise<Verdict> {
  const plan = await program.planOf(stage);
  const evidencePlan = () => program.planOf(gate.evidenceStage ?? stage);
  try {
    const verdict = await gate.check({
      root: program.root,
      plan,
      today,
      evidencePlan,
      evidence: async () => program.evidenceOf(await evidencePlan()),
    });
    if (verdict.examined > 0) return verdict;
    return undecidedVerdict(
      name,
      "It found nothing to check.",
      "Declare in the program what the gate checks.",
    );
  } catch (error) {
    if (!(error instanceof CannotCheckError)) throw error;
    return undecidedVerdict(name, error.message, "Run npm run evidence and fix what it reports.");
  }
}

function undecidedVerdict(name: string, message: string, next: string): Verdict {
  const undecided = [{ rule: name, resource: "the program", message, next }];
  return { findings: [], undecided, examined: 0, figures: {} };
}

/** 0 clean, 1 findings, 2 could not check. Warnings alone are clean. */
export function exitCodeOf({ findings, undecided }: Report): 0 | 1 | 2 {
  if (findings.some(({ severity }) => severity === "error")) return 1;
  return undecided.length > 0 ? 2 : 0;
}
