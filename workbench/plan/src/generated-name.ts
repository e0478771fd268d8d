/**
 * The random suffix of a name that SST generates: eight of these letters.
 * https://github.com/sst/sst/blob/v4.17.1/platform/src/components/naming.ts
 */
export const generatedSuffix = /-[abcdefhkmnorstuvwxz]{8}(?=(\.fifo)?$)/;

/** A generated name without its random suffix: `app-stage-LettersQueue-`. Any other name is unchanged. */
export function namePrefix(plannedName: string): string {
  const found = generatedSuffix.exec(plannedName);
  return found ? plannedName.slice(0, found.index + 1) : plannedName;
}
