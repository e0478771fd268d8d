import type { Plan } from "@stagecraft/plan/plan";
import type { Evidence } from "./evidence.ts";
import type { Finding, Undecided } from "./finding.ts";

/** What a gate may look at. */
export type GateInput = {
  /** The folder of sst.config.ts. */
  readonly root: string;
  readonly plan: Plan;
  /** What was seen of the Plan's running; a gate that asks for none needs none. */
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

export type Gate = (input: GateInput) => Promise<Verdict>;
