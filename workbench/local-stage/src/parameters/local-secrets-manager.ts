import { secretsOf } from "@stagecraft/plan/resources/secrets-manager/secrets";
import { openCreationTimes } from "../common/creation-times.ts";
import type { LocalService } from "../stage/local-service.ts";
import { secretsManagerService } from "./secrets-manager.ts";

export const localSecretsManager: LocalService = {
  name: "Secrets Manager",
  resourceTypes: [/^aws:secretsmanager\/(secret|secretPolicy|secretVersion):/],
  open({ plan, secrets, state, clock }) {
    const { region, accountId } = plan;
    const createdAtMs = openCreationTimes(state, clock);
    const account = { region, accountId };
    const secretsmanager = secretsManagerService(secretsOf(plan), {
      ...account,
      secrets,
      createdAtMs,
    });
    return { internal: undefined, operations: { secretsmanager } };
  },
};
