/**
 * What SST puts behind a name that the program leaves to it: eight of these letters, drawn when the resource is made.
 * https://github.com/sst/sst/blob/v4.17.1/platform/src/components/naming.ts
 */
export const drawnLetters = /-[abcdefhkmnorstuvwxz]{8}(?=(\.fifo)?$)/;

/** What every name of a resource begins with, whatever was drawn for it: `app-stage-LettersQueue-`. */
export function fixedPart(plannedName: string): string {
  const found = drawnLetters.exec(plannedName);
  return found ? plannedName.slice(0, found.index + 1) : plannedName;
}
