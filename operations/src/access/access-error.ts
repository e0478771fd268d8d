import { VisibleError } from "@stagecraft/cli/visible-error";

/** A stage cannot be reached. The message says why, and what to do. */
export class AccessError extends VisibleError {}
