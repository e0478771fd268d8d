/** The longest filter pattern: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html */
const longestPattern = 1_024;

/** Filter patterns that together match the lines with any of the texts, with as many as fit into each: `?"1a-2b" ?"3c-4d"`. */
export function anyTermPatterns(texts: readonly string[]): readonly string[] {
  const patterns: string[] = [];
  for (const text of texts) {
    const term = `?"${text}"`;
    const last = patterns.at(-1);
    if (last === undefined || last.length + 1 + term.length > longestPattern) patterns.push(term);
    else patterns.splice(-1, 1, `${last} ${term}`);
  }
  return patterns;
}
