import type { AwsService } from "./aws-service.ts";
import { type ClientSettings, type JsonClient, jsonClient } from "./json-client.ts";

/** https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecords.html */
export type Kinesis = JsonClient<{
  readonly PutRecords: {
    readonly input: {
      readonly StreamARN: string;
      /** `Data` in base64. */
      readonly Records: readonly { readonly PartitionKey: string; readonly Data: string }[];
    };
    readonly output: {
      readonly Records?: readonly {
        readonly SequenceNumber?: string;
        readonly ErrorCode?: string;
      }[];
    };
  };
}>;

const service: AwsService = {
  id: "Kinesis",
  endpointPrefix: "kinesis",
  target: "Kinesis_20131202",
  jsonVersion: "1.1",
};

export function kinesis(settings: ClientSettings): Kinesis {
  return jsonClient(service, settings);
}
