import { VisibleError } from "@stagecraft/cli/visible-error";

/** A dashboard cannot be drawn. The message says which, why, and what to do. */
export class DashboardError extends VisibleError {}
