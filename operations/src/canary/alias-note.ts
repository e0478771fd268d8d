/** What an alias's description says of its last change. */
export type AliasNote = {
  /** The version that the alias invoked before the one that it invokes now. */
  readonly before?: string;
  /** A version that was taken out of service. */
  readonly rolledBack?: string;
};

/** The description of an alias: for a person in the console, and for the next run of the command. At most 256 characters. */
export function aliasNoteText(
  live: string,
  { before, rolledBack }: AliasNote,
  nowMs: number,
): string {
  return [
    `version ${live} since ${new Date(nowMs).toISOString()}`,
    ...(before === undefined ? [] : [`before it version ${before}`]),
    ...(rolledBack === undefined ? [] : [`rolled back from version ${rolledBack}`]),
  ].join(", ");
}

/**
 * Reads it: nothing of a description that somebody else has written. What was before is known only while the alias invokes the
 * version that the description is about: whoever moves an alias by hand leaves the description as it is.
 * @param live the version that the alias invokes
 */
export function readAliasNote(live: string, description: string): AliasNote {
  const about = /^version (\d+) since/.exec(description)?.[1];
  const before = about === live ? /before it version (\d+)/.exec(description)?.[1] : undefined;
  const rolledBack = /rolled back from version (\d+)/.exec(description)?.[1];
  return {
    ...(before === undefined ? {} : { before }),
    ...(rolledBack === undefined ? {} : { rolledBack }),
  };
}
