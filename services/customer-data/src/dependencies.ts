import type { ElsewhereLink } from "@stagecraft/contracts/links/elsewhere-link";
import type { Database } from "@stagecraft/database/connection";

/** What the service depends on; `handler.ts` makes the real ones. */
export type Dependencies = {
  readonly database: Database;
  readonly elsewhere: ElsewhereLink;
  readonly now: () => Date;
  /** For pseudonyms and for the names of requests: random, so that nothing leads back. */
  readonly randomUuid: () => string;
};
