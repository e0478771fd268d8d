import { postgresAccount } from "./postgres-account.ts";
import { sharedDirectory } from "./postgres-location.ts";
import { removeAbandonedData } from "./remove-abandoned-data.ts";
import { removeAbandonedSocketDirectories } from "./socket-directory.ts";

/** Removes what states that are gone have left outside of their folder, and tells what was of some size. */
export async function removeAbandoned(log: (line: string) => void): Promise<void> {
  removeAbandonedSocketDirectories();
  if (postgresAccount() !== undefined) await removeAbandonedData(sharedDirectory(), log);
}
