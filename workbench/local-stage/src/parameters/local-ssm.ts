import { customerKeyArn } from "@stagecraft/plan/resources/kms/kms-keys";
import { openCreationTimes } from "../common/creation-times.ts";
import type { LocalService } from "../stage/local-service.ts";
import { openParameterStore } from "./parameter-store.ts";
import { ssmService } from "./ssm.ts";
import { ssmParametersOf } from "./ssm-parameters-of.ts";

export const localSsm: LocalService = {
  name: "Systems Manager",
  resourceTypes: [/^aws:ssm\/parameter:/],
  open({ plan, secrets, settings, state, clock }) {
    const { region, accountId } = plan;
    const store = openParameterStore(ssmParametersOf(plan), {
      region,
      accountId,
      secrets,
      settings,
      createdAtMs: openCreationTimes(state, clock),
      nowMs: clock.nowMs,
    });
    const findKey = (keyId: string | undefined) => customerKeyArn(plan, keyId);
    return {
      internal: undefined,
      operations: { ssm: ssmService(store, { region, accountId, findKey }) },
    };
  },
};
