import { secretsOf } from "@stagecraft/plan/resources/secrets-manager/secrets";
import { openCreationTimes } from "../common/creation-times.ts";
import { meterCalls } from "../metering/meter-calls.ts";
import type { LocalService } from "../stage/local-service.ts";
import { secretsManagerService } from "./secrets-manager.ts";

export const localSecretsManager: LocalService = {
  name: "Secrets Manager",
  resourceTypes: [/^aws:secretsmanager\/(secret|secretPolicy|secretVersion):/],
  open({ plan, secrets, state, clock, meter }) {
    const { region, accountId } = plan;
    const createdAtMs = openCreationTimes(state, clock);
    const account = { region, accountId };
    const service = secretsManagerService(secretsOf(plan), { ...account, secrets, createdAtMs });
    const operations = meterCalls(service.operations, meter, "secrets-manager-requests", () => 1);
    return { internal: undefined, operations: { secretsmanager: { ...service, operations } } };
  },
};
