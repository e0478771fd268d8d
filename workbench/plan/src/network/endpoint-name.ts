/** Services whose endpoint name differs from the prefix of their actions: https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html */
const differing: { readonly [prefix: string]: string } = {
  appsync: "appsync-api",
  bedrock: "bedrock-runtime",
  cloudwatch: "monitoring",
  firehose: "kinesis-firehose",
  kinesis: "kinesis-streams",
  ses: "email",
};

/** The endpoint name of a service (`kinesis-streams`), by the prefix of its IAM actions (`kinesis`). */
export function endpointName(actionPrefix: string): string {
  return Object.hasOwn(differing, actionPrefix)
    ? (differing[actionPrefix] as string)
    : actionPrefix;
}

/** Services whose host name differs from their endpoint name. Kinesis also has hosts for each account. */
const hosts: { readonly [endpointName: string]: readonly string[] } = {
  "kinesis-firehose": ["firehose"],
  "kinesis-streams": ["kinesis", "data-kinesis", "control-kinesis"],
};

/**
 * The host names that resolve to an endpoint with private DNS, with all their subdomains:
 * https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html
 */
export function endpointHosts(endpointName: string, region: string): readonly string[] {
  const own = Object.hasOwn(hosts, endpointName) ? hosts[endpointName] : [endpointName];
  return (own ?? []).map((host) => `${host}.${region}.amazonaws.com`);
}

/** The endpoint name of a service by a host name of AWS: `sqs` for `sqs.eu-west-1.amazonaws.com`. */
export function endpointNameOfHost(host: string): string | undefined {
  if (!host.endsWith(".amazonaws.com")) return undefined;
  const labels = host.split(".").slice(0, -2);
  const service = labels.findLast((label) => !/^[a-z]+(-[a-z]+)+-\d$/.test(label));
  const named = Object.entries(hosts).find(([, own]) => service && own.includes(service));
  return named?.[0] ?? service;
}

/** Services that have gateway endpoints, which are free: https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html */
export const gatewayServices: ReadonlySet<string> = new Set(["s3", "dynamodb"]);
