import { VisibleError } from "@stagecraft/cli/visible-error";

/** Evidence could not be collected. */
export class EvidenceError extends VisibleError {}
