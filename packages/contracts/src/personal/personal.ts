import * as z from "zod";

/**
 * The marks of personal fields: a schema in this registry is of a field that identifies a customer, or that customers write as they
 * like. What shows, stores or checks personal data follows from the marks: `personalPaths`, `redact` and the gate `operations`.
 */
export const personal = z.registry<{
  /** For people: `the customer's id`. */
  readonly what: string;
}>();
