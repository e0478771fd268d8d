/**
 * A policy may have a single value in place of a list, and numbers and booleans without quotes.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function listOf(values: unknown): readonly string[] {
  return values === undefined ? [] : [values].flat().map(String);
}
