/** Where a service's endpoint is not named as its actions are: https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html */
const differing: { readonly [prefix: string]: string } = {
  appsync: "appsync-api",
  bedrock: "bedrock-runtime",
  cloudwatch: "monitoring",
  firehose: "kinesis-firehose",
  kinesis: "kinesis-streams",
  ses: "email",
};

/** What the endpoint of a service is called (`kinesis-streams`), by the prefix of its IAM actions (`kinesis`). */
export function endpointName(actionPrefix: string): string {
  return Object.hasOwn(differing, actionPrefix)
    ? (differing[actionPrefix] as string)
    : actionPrefix;
}

/** Services that have a gateway endpoint, which costs nothing: https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html */
export const gatewayServices: ReadonlySet<string> = new Set(["s3", "dynamodb"]);
