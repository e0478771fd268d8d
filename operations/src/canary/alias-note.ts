/** What an alias's description says of its last change. */
export type AliasNote = {
  /** The version that the alias invoked before the one that it invokes now. */
  readonly before?: string;
  /** A version that was taken out of service. */
  readonly rolledBack?: string;
};

/** The description of an alias: for a person in the console, and for the next run of the command. At most 256 characters. */
export function aliasNoteText({ before, rolledBack }: AliasNote, nowMs: number): string {
  return [
    ...(before === undefined ? [] : [`before it version ${before}`]),
    ...(rolledBack === undefined ? [] : [`rolled back from version ${rolledBack}`]),
    `since ${new Date(nowMs).toISOString()}`,
  ].join(", ");
}

/** Nothing for a description that somebody else has written. */
export function readAliasNote(description: string): AliasNote {
  const before = /before it version (\d+)/.exec(description)?.[1];
  const rolledBack = /rolled back from version (\d+)/.exec(description)?.[1];
  return {
    ...(before === undefined ? {} : { before }),
    ...(rolledBack === undefined ? {} : { rolledBack }),
  };
}
