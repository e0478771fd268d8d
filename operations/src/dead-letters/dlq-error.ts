import { VisibleError } from "@stagecraft/cli/visible-error";

/** A problem that the user has to fix first. The message says what, where and what to do. */
export class DlqError extends VisibleError {}
