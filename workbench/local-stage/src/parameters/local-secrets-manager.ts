import { secretsOf } from "@stagecraft/plan/resources/secrets-manager/secrets";
import type { LocalService } from "../stage/local-service.ts";
import { secretsManagerService } from "./secrets-manager.ts";

export const localSecretsManager: LocalService = {
  name: "Secrets Manager",
  resourceTypes: [/^aws:secretsmanager\/(secret|secretPolicy|secretVersion):/],
  open({ plan, secrets }) {
    const { region, accountId } = plan;
    const secretsmanager = secretsManagerService(secretsOf(plan), { region, accountId, secrets });
    return { internal: undefined, operations: { secretsmanager } };
  },
};
