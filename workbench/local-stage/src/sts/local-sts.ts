import type { LocalService } from "../stage/local-service.ts";
import { stsService } from "./sts.ts";

export const localSts: LocalService = {
  name: "STS",
  resourceTypes: [],
  open: ({ plan }) => ({ internal: undefined, operations: { sts: stsService(plan.accountId) } }),
};
