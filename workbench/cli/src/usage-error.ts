import { VisibleError } from "./visible-error.ts";

/** A command was called with what it cannot mean. */
export class UsageError extends VisibleError {}
