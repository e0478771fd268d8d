/** The first line of an error, with its position in the program's own files. */
export function readableError(error: unknown, root: string): string {
  if (isBuildFailure(error)) {
    const [first] = error.errors;
    const place = first?.location
      ? `${first.location.file}:${first.location.line}:${first.location.column + 1}: `
      : "";
    return `${place}${first?.text ?? error.message}`;
  }
  if (!(error instanceof Error)) return String(error);
  const place = ownPosition(error.stack ?? "", root);
  return place ? `${place}: ${error.message}` : error.message;
}

function ownPosition(stack: string, root: string): string | undefined {
  for (const line of stack.split("\n")) {
    const place = /((?:infra\/[^\s():]+|sst\.config)\.ts:\d+:\d+)/.exec(
      line.replaceAll(`${root}/`, ""),
    );
    if (place) return place[1];
  }
  return undefined;
}

type BuildFailure = Error & {
  errors: { text: string; location: { file: string; line: number; column: number } | null }[];
};

function isBuildFailure(error: unknown): error is BuildFailure {
  return error instanceof Error && Array.isArray((error as Partial<BuildFailure>).errors);
}
