import { VisibleError } from "./visible-error.ts";

/** A command was called with wrong arguments. */
export class UsageError extends VisibleError {}
