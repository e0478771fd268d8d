import type { Plan } from "@stagecraft/plan/plan";

/** By which names and tags the resources of a stage, or of the stages of all pull requests, are recognized. */
export type StageNames = {
  /** The Plan that the role is derived from. */
  readonly plan: Plan;
  /** The stage's name in resource names and tags: `dev`, or `pr-*`. */
  readonly stage: string;
  /** The prefix of the names that the program gives: `stagecraft-dev-`, `stagecraft-pr-`. */
  readonly prefix: string;
};

/** The names of a stage. For a pull request's stage: of the stages of all pull requests, since one role deploys them all. */
export function stageNames(plan: Plan): StageNames {
  const { app, stage } = plan;
  return /^pr-/.test(stage)
    ? { plan, stage: "pr-*", prefix: `${app}-pr-` }
    : { plan, stage, prefix: `${app}-${stage}-` };
}

/** An ARN of the Plan with a wildcard after the stage's prefix; unchanged when its name does not contain the stage. */
export function withStageWildcard(arn: string, { plan, prefix }: StageNames): string {
  const at = arn.indexOf(`${plan.app}-${plan.stage}-`);
  return at < 0 ? arn : `${arn.slice(0, at)}${prefix}*`;
}
