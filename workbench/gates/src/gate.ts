import type { Plan } from "@stagecraft/plan/plan";
import type { Evidence } from "./evidence.ts";
import type { Finding, Undecided } from "./finding.ts";

/** What a gate may look at. */
export type GateInput = {
  /** The folder of sst.config.ts. */
  readonly root: string;
  /** Of the stage that is checked. */
  readonly plan: Plan;
  /** Of the stage that the gate names for its evidence; the same as `plan` when that one is checked. */
  evidencePlan(): Promise<Plan>;
  /** What was seen of the running of `evidencePlan`. */
  evidence(): Promise<Evidence>;
};

/** What a gate says. */
export type Verdict = {
  readonly findings: readonly Finding[];
  readonly undecided: readonly Undecided[];
  /** How many things it looked at. A gate that looked at nothing has said nothing. */
  readonly looked: number;
  /** Figures for the reader, by what they are: `over-privilege ratio`. */
  readonly figures: { readonly [what: string]: string };
};

export type GateCheck<Input = GateInput> = (input: Input) => Promise<Verdict>;

export type Gate = {
  readonly check: GateCheck;
  /** The stage of which evidence is taken, for a gate that needs any. */
  readonly evidenceStage?: string;
};
