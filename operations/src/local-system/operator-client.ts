import type { Stage } from "@stagecraft/local-stage/start-stage";
import type { Plan } from "@stagecraft/plan/plan";
import { AwsClient } from "aws4fetch";

/** Sends a signed request to an AWS service of the stage, as the operator. */
export type OperatorClient = (path: string, init?: RequestInit) => Promise<Response>;

export function operatorClient(stage: Stage, plan: Plan, service: string): OperatorClient {
  const { accessKeyId, secretAccessKey } = stage.operator.credentials;
  const client = new AwsClient({ accessKeyId, secretAccessKey, service, region: plan.region });
  const signedAt = () => new Date(stage.nowMs()).toISOString().replace(/[-:]|\.\d{3}/g, "");
  return (path, init = {}) =>
    client.fetch(stage.url + path, { ...init, aws: { datetime: signedAt() } });
}
