import type { LocalService } from "../stage/local-service.ts";
import { ssmService } from "./ssm.ts";
import { ssmParametersOf } from "./ssm-parameters-of.ts";

export const localSsm: LocalService = {
  name: "Systems Manager",
  resourceTypes: [/^aws:ssm\/parameter:/],
  open({ plan, secrets }) {
    const { region, accountId } = plan;
    const ssm = ssmService(ssmParametersOf(plan), { region, accountId, secrets });
    return { internal: undefined, operations: { ssm } };
  },
};
