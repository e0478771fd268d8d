import type { Mutation } from "../src/mutations/mutation.ts";

export const twoNatGateways: Mutation = {
  meaning: "two NAT gateways cost 73 USD a month before they move a byte",
  caughtBy: [
    {
      command: "gate budget",
      says: /over-idle-budget\s+.*nat-gateway-hours 65\.70/,
    },
  ],
  edits: [
    {
      file: "infra/network.ts",
      find: 'interfaceEndpoint("KinesisEndpoint", "kinesis-streams", "kinesis:PutRecords");',
      addAfter:
        'for (const [index, { id }] of privateSubnets.entries()) { const address = new aws.ec2.Eip(`NatAddress${index + 1}`, { domain: "vpc" }); new aws.ec2.NatGateway(`Nat${index + 1}`, { allocationId: address.id, subnetId: id }); }',
    },
  ],
};
