/** The commands to type next, a line each. */
export function nextLines(commands: readonly string[]): readonly string[] {
  return commands.map((command) => `  next  ${command}`);
}

/** Paragraphs with an empty line between them, and the commands to type next, if there are any, as the last one. */
export function withNext(paragraphs: readonly string[], lines: readonly string[]): string {
  return [...paragraphs, ...(lines.length > 0 ? [lines.join("\n")] : [])].join("\n\n");
}
