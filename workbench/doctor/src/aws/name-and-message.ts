/** What went wrong in one line: the system's own words, or what a service answers with the name that it has for it. */
export function nameAndMessage(error: Error): string {
  const [message = ""] = error.message.split("\n");
  const { code } = error as NodeJS.ErrnoException;
  // Of several addresses that all failed there is no one message.
  if (message === "") return code ?? error.name;
  return code && message.includes(code) ? message : `${error.name}: ${message}`;
}
