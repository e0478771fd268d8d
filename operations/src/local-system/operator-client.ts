import type { Stage } from "@stagecraft/local-stage/start-stage";
import type { Plan } from "@stagecraft/plan/plan";
import { AwsClient } from "aws4fetch";

/** Sends a signed request to an AWS service of the stage, as the operator. */
export type OperatorClient = (path: string, init?: RequestInit) => Promise<Response>;

/** A call that is throttled or answered 5xx is tried again for up to a minute, unless `retries` is 0. */
export function operatorClient(
  stage: Stage,
  plan: Plan,
  service: string,
  options: { readonly retries?: number } = {},
): OperatorClient {
  const { accessKeyId, secretAccessKey } = stage.operator.credentials;
  const { region } = plan;
  const client = new AwsClient({ accessKeyId, secretAccessKey, service, region, ...options });
  const signedAt = () => new Date(stage.nowMs()).toISOString().replace(/[-:]|\.\d{3}/g, "");
  return (path, init = {}) =>
    client.fetch(stage.url + path, { ...init, aws: { datetime: signedAt() } });
}
