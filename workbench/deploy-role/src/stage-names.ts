import type { Plan } from "@stagecraft/plan/plan";

/** How the resources of a stage, or of all pull requests' stages, are told from everyone else's. */
export type StageNames = {
  /** The Plan that is derived from. */
  readonly plan: Plan;
  /** What names and tags of the stage look like: `dev`, or `pr-*`. */
  readonly stage: string;
  /** What begins each name that the program gives: `stagecraft-dev-`, `stagecraft-pr-`. */
  readonly prefix: string;
};

/** Of a long-lived stage itself; of any stage of a pull request those of all of them, for one role deploys them all. */
export function stageNames(plan: Plan): StageNames {
  const { app, stage } = plan;
  return /^pr-/.test(stage)
    ? { plan, stage: "pr-*", prefix: `${app}-pr-` }
    : { plan, stage, prefix: `${app}-${stage}-` };
}

/** An ARN of the Plan as one of all that the stage may have; as it is when its name does not tell the stage. */
export function widened(arn: string, { plan, prefix }: StageNames): string {
  const at = arn.indexOf(`${plan.app}-${plan.stage}-`);
  return at < 0 ? arn : `${arn.slice(0, at)}${prefix}*`;
}
