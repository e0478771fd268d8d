/** Whether a text fits a pattern of IAM, in which `*` is any text and `?` any character. */
export function fits(pattern: string, text: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`, "s").test(text);
}

/** The same for actions, which are compared without regard to case. */
export function fitsAction(pattern: string, action: string): boolean {
  return fits(pattern.toLowerCase(), action.toLowerCase());
}

export function hasWildcard(pattern: string): boolean {
  return /[*?]/.test(pattern);
}
