import { VisibleError } from "@stagecraft/cli/visible-error";

/** The data cannot be read. The message is for the person. */
export class DataError extends VisibleError {}
