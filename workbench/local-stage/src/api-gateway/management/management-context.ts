import type { ManagedApi } from "./managed-api.ts";

/** What the operations of the management API need. */
export type ManagementContext = {
  readonly apis: readonly ManagedApi[];
  readonly region: string;
  nowMs(): number;
};
