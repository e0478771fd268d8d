import { VisibleError } from "@stagecraft/cli/visible-error";

/** The program cannot become a Plan. The message says what is wrong, where, and what to do next. */
export class PlanError extends VisibleError {}
