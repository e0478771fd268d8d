import { VisibleError } from "@stagecraft/cli/visible-error";

/** Something that a person has to mend first. The message says what, where and what next. */
export class DlqError extends VisibleError {}
