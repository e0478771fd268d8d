import { postgresAccount } from "./postgres-account.ts";
import { sharedDirectory } from "./postgres-location.ts";
import { removeAbandonedData } from "./remove-abandoned-data.ts";
import { removeAbandonedSocketDirectories } from "./socket-directory.ts";

/** Removes what deleted states have left outside of their folder, and logs the larger parts. */
export async function removeAbandoned(
  log: (line: string) => void,
  shared = sharedDirectory(),
): Promise<void> {
  removeAbandonedSocketDirectories();
  if (postgresAccount() !== undefined) await removeAbandonedData(shared, log);
}
