import { VisibleError } from "@stagecraft/cli/visible-error";

/** An alias is not as the command needs it. The message says what to do. */
export class CanaryError extends VisibleError {}
