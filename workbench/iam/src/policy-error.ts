/** A policy that AWS would refuse. The message names the policy, the position in it and what to write instead. */
export class PolicyError extends Error {
  /** The policy's name as given to `parsePolicy`. */
  readonly policy: string;
  /** The path in the document: `Statement[0].Condition.StringEquals`. */
  readonly at: string;

  constructor(policy: string, at: string, problem: string) {
    super(`policy "${policy}"${at === "" ? "" : ` at ${at}`}: ${problem}`);
    this.name = "PolicyError";
    this.policy = policy;
    this.at = at;
  }
}
