import { postgresAccount } from "./postgres-account.ts";
import { sharedFolder } from "./postgres-location.ts";
import { removeAbandonedData } from "./remove-abandoned-data.ts";
import { sweepSocketDirectories } from "./socket-directory.ts";

/** Removes what states that are gone have left outside of their folder, and tells what was of some size. */
export async function removeAbandoned(log: (line: string) => void): Promise<void> {
  sweepSocketDirectories();
  if (postgresAccount() !== undefined) await removeAbandonedData(sharedFolder(), log);
}
