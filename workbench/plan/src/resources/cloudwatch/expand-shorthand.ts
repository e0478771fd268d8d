/**
 * The words of a metric in a widget, in full: `.` repeats the word at the same position of the metric before, and `...` as many words
 * of it as are missing here. Undefined when there is no such metric or word.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 */
export function expandShorthand(
  words: readonly string[],
  before: readonly string[] | undefined,
): readonly string[] | undefined {
  const at = words.indexOf("...");
  if (at >= 0 && before === undefined) return undefined;
  const missing = Math.max(0, (before?.length ?? 0) - (words.length - 1));
  const filled =
    at < 0
      ? words
      : [...words.slice(0, at), ...(before ?? []).slice(at, at + missing), ...words.slice(at + 1)];
  const expanded = filled.map((word, index) => (word === "." ? before?.[index] : word));
  return expanded.every((word) => word !== undefined) ? expanded : undefined;
}
