import { VisibleError } from "@stagecraft/cli/visible-error";

/** There is no evidence, and why. */
export class EvidenceError extends VisibleError {}
