import { VisibleError } from "@stagecraft/cli/visible-error";

/** A drill that did not show what it is for. */
export class DrillError extends VisibleError {}
