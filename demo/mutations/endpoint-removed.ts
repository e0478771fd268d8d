import type { Mutation } from "@stagecraft/acceptance/mutations/mutation";

export const endpointRemoved: Mutation = {
  meaning: "calls to a service have no network path out of the VPC",
  caughtBy: [
    {
      command: "gate network",
      says: /network\/unreachable-service\s+OrdersApi\s+Its role lets it call sqs:SendMessage, and the call would hang[^\n]+/,
    },
    {
      command: "run --orders 3",
      says: /OrdersApi is in a private subnet without a NAT or an endpoint for sqs/,
    },
  ],
  edits: [
    { file: "infra/network/network.ts", find: 'interfaceEndpoint("SqsEndpoint", …);', replace: "" },
  ],
};
