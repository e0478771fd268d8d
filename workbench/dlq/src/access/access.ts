import type { Plan } from "@stagecraft/plan/plan";
import type { Clients } from "./clients.ts";

/** A running stage, here or on AWS, as this program reaches it. */
export type Access = Clients & {
  /** With the names and ARNs that the stage's services know. */
  readonly plan: Plan;
  /** The ARN of who calls. */
  readonly caller: string;
  /** The stage's time. */
  nowMs(): number;
  close(): void;
};
