import type { DataLocationsLink } from "@stagecraft/contracts/links/data-locations-link";
import type { Database } from "@stagecraft/database/connection";

/** What the service depends on; `handler.ts` makes the real ones. */
export type Dependencies = {
  readonly database: Database;
  readonly dataLocations: DataLocationsLink;
  readonly now: () => Date;
  /** For pseudonyms and ids of requests. They are random, so that they do not lead back to the customer. */
  readonly randomUuid: () => string;
};
