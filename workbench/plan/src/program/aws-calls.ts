import type { Deployment } from "./identity.ts";
import { awsPolicyDocument } from "./policy-document.ts";

type Inputs = Readonly<Record<string, unknown>>;

/** The results of the provider's lookups that programs use. */
const calls: Readonly<
  Record<string, (deployment: Deployment, inputs: Inputs) => Record<string, unknown>>
> = {
  "aws:index/getRegion:getRegion": ({ region }) => ({
    id: region,
    name: region,
    region,
    endpoint: `ec2.${region}.amazonaws.com`,
  }),
  "aws:index/getPartition:getPartition": () => ({
    id: "aws",
    partition: "aws",
    dnsSuffix: "amazonaws.com",
    reverseDnsPrefix: "com.amazonaws",
  }),
  "aws:index/getCallerIdentity:getCallerIdentity": ({ accountId }) => ({
    id: accountId,
    accountId,
    arn: `arn:aws:iam::${accountId}:user/deployer`,
    userId: "AIDAEXAMPLEDEPLOYER00",
  }),
  "aws:index/getAvailabilityZones:getAvailabilityZones": ({ region }) => ({
    id: region,
    names: ["a", "b", "c"].map((zone) => region + zone),
    zoneIds: ["use1-az1", "use1-az2", "use1-az3"],
  }),
  // Those that nobody has created outside the program: there are none.
  "aws:ssm/getParametersByPath:getParametersByPath": (_deployment, { path }) => ({
    id: path,
    path,
    arns: [],
    names: [],
    types: [],
    values: [],
  }),
  "aws:ssm/getParameter:getParameter": ({ region }, { name }) => ({
    id: name,
    name,
    arn: `arn:aws:ssm:${region}::parameter${name}`,
    type: "String",
    value: publicParameter(String(name)),
    version: 1,
  }),
  // With it a deploy pushes images. Nothing is pushed here.
  "aws:ecr/getAuthorizationToken:getAuthorizationToken": ({ region, accountId }) => ({
    id: region,
    authorizationToken: "",
    expiresAt: "",
    password: "",
    proxyEndpoint: `https://${accountId}.dkr.ecr.${region}.amazonaws.com`,
    userName: "AWS",
  }),
  // The provider leaves out an empty list, by which SST knows that a role needs no policy.
  "aws:iam/getPolicyDocument:getPolicyDocument": (_deployment, inputs) => ({
    ...inputs,
    statements: [inputs.statements ?? []].flat().length > 0 ? inputs.statements : undefined,
    id: "policy-document",
    json: JSON.stringify(awsPolicyDocument(inputs)),
  }),
};

/**
 * The id of an image that AWS publishes: https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-public-parameters-ami.html
 * @throws Error for any other parameter, whose value only an account has
 */
function publicParameter(name: string): string {
  if (name.startsWith("/aws/service/ami-")) return "ami-00000000000000000";
  throw new Error(
    `The program reads the parameter ${name}, whose value only an AWS account has. Public images begin with /aws/service/ami-.`,
  );
}

/** @throws Error naming a lookup that has no result here */
export function answerCall(
  deployment: Deployment,
  token: string,
  inputs: Inputs,
): Record<string, unknown> {
  const answer = calls[token];
  if (!answer) {
    throw new Error(
      `The program calls ${token.split(":").at(-1)}, which has no result without an AWS account. Add one to workbench/plan/src/program/aws-calls.ts.`,
    );
  }
  return answer(deployment, inputs);
}
