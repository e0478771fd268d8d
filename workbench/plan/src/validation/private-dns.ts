import type { Plan } from "../plan.ts";
import { resourcesOf } from "../resources.ts";
import type { ValidationError } from "./validation-error.ts";

/** Endpoints with private DNS in a VPC without DNS host names, which is AWS's default for a new VPC. */
export function privateDnsErrors(plan: Plan): readonly ValidationError[] {
  const vpcs = resourcesOf(plan, "aws:ec2/vpc:Vpc");
  return resourcesOf(plan, "aws:ec2/vpcEndpoint:VpcEndpoint")
    .filter(({ inputs }) => inputs.privateDnsEnabled === true)
    .flatMap((endpoint) => {
      const vpc = vpcs.find(({ outputs }) => outputs.id === endpoint.inputs.vpcId);
      const { enableDnsSupport = true, enableDnsHostnames = false } = vpc?.inputs ?? {};
      if (!vpc || (enableDnsSupport === true && enableDnsHostnames === true)) return [];
      return [
        {
          resource: endpoint.name,
          message: `private DNS needs enableDnsSupport and enableDnsHostnames to be true in ${vpc.name}`,
          page: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpcEndpoint.html",
        },
      ];
    });
}
