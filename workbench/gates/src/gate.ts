import type { Plan } from "@stagecraft/plan/plan";
import type { Evidence } from "./evidence.ts";
import type { Finding, Undecided } from "./finding.ts";

/** The input of a gate. */
export type GateInput = {
  /** The folder of sst.config.ts. */
  readonly root: string;
  /** The Plan of the checked stage. */
  readonly plan: Plan;
  /** The Plan of the gate's evidence stage. The same as `plan` when that stage is checked. */
  evidencePlan(): Promise<Plan>;
  /** `2027-01-31`. */
  readonly today: string;
  /** The evidence recorded while `evidencePlan` was running. */
  evidence(): Promise<Evidence>;
};

/** A version of the program, with its Plan of a stage. */
export type PlannedProgram = Pick<GateInput, "root" | "plan">;

/** The result of a gate. */
export type Verdict = {
  readonly findings: readonly Finding[];
  readonly undecided: readonly Undecided[];
  /** The number of examined items. A gate that examined nothing is undecided. */
  readonly examined: number;
  /** Figures for the report, by name: `over-privilege ratio`. */
  readonly figures: { readonly [what: string]: string };
};

export type GateCheck<Input = GateInput> = (input: Input) => Promise<Verdict>;

export type Gate = {
  /** Of the six stages of a serverless system, the one whose exit condition it is part of. */
  readonly exitCondition: 2 | 3 | 4 | 5 | 6;
  readonly check: GateCheck;
  /** The stage whose evidence the gate reads, if it reads any. */
  readonly evidenceStage?: string;
  /** Writes what the program has now into the file of its limits, with the reason. Returns what it wrote, as text. */
  readonly record?: (input: PlannedProgram, reason: string) => Promise<string>;
  /** Compares two versions of the program. Returns Markdown for a pull request. */
  readonly compare?: (before: PlannedProgram, after: PlannedProgram) => Promise<string>;
};
