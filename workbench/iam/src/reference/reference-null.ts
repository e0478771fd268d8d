/**
 * Whether a value of the request is null: it is missing, or it is an empty string, or a list with nothing but empty strings.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
 */
export function isNull(value: string | readonly string[] | undefined): boolean {
  if (value === undefined) return true;
  return typeof value === "string" ? value === "" : value.every((entry) => entry === "");
}
