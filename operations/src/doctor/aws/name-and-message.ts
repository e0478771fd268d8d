/** An error in one line: the message of the operating system, or the name and message of a service's error. */
export function nameAndMessage(error: Error): string {
  const [message = ""] = error.message.split("\n");
  const { code } = error as NodeJS.ErrnoException;
  // When several addresses failed, the error itself has no message.
  if (message === "") return code ?? error.name;
  return code && message.includes(code) ? message : `${error.name}: ${message}`;
}
