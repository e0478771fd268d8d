/** Where a number is read again. */
export type Origin = { readonly command: string } | { readonly file: string };

/** The command or the file of an entry; `undefined` when it has none or both. */
export function originOf({
  command,
  file,
}: {
  readonly command?: string | undefined;
  readonly file?: string | undefined;
}): Origin | undefined {
  if (command !== undefined && file === undefined) return { command };
  if (file !== undefined && command === undefined) return { file };
  return undefined;
}
