import { VisibleError } from "@stagecraft/cli/visible-error";

/** The data cannot be read. The message is shown to the user. */
export class DataError extends VisibleError {}
