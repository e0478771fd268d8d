import { VisibleError } from "@stagecraft/cli/visible-error";

/** The program cannot become a Plan. The message is for the person who wrote it: what, where, what next. */
export class PlanError extends VisibleError {}
