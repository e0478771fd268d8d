import { openCreationTimes } from "../common/creation-times.ts";
import type { LocalService } from "../stage/local-service.ts";
import { ssmService } from "./ssm.ts";
import { ssmParametersOf } from "./ssm-parameters-of.ts";

export const localSsm: LocalService = {
  name: "Systems Manager",
  resourceTypes: [/^aws:ssm\/parameter:/],
  open({ plan, secrets, state, clock }) {
    const { region, accountId } = plan;
    const createdAtMs = openCreationTimes(state, clock);
    const ssm = ssmService(ssmParametersOf(plan), { region, accountId, secrets, createdAtMs });
    return { internal: undefined, operations: { ssm } };
  },
};
