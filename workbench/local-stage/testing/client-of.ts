import type { Stage } from "../src/start-stage.ts";

/** The settings of an SDK client that calls a stage as its operator. */
export function clientOf({ url: endpoint, operator }: Stage) {
  const { accessKeyId, secretAccessKey } = operator.credentials;
  return { endpoint, region: "eu-west-1", credentials: { accessKeyId, secretAccessKey } };
}
