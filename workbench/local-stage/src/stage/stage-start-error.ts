import { VisibleError } from "@stagecraft/cli/visible-error";

/** The stage cannot start. The message is for the person: what, where, what next. */
export class StageStartError extends VisibleError {}
