import type { Mutation } from "../src/mutations/mutation.ts";

export const twoNatGateways: Mutation = {
  meaning: "two NAT gateways cost 73 USD a month before they move a byte",
  caughtBy: [
    {
      command: "gate budget --stage dev",
      says: /over-idle-budget\s.*\s.*NatGateway1 nat-gateway-hours 32\.85, NatGateway2 nat-gateway-hours 32\.85/,
    },
  ],
  edits: [
    {
      file: "infra/stages.ts",
      find: "= { local, dev, prod };",
      replace: '= { local, dev: { ...dev, network: { egress: "nat-gateway" } }, prod };',
    },
  ],
};
