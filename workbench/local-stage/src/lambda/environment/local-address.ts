import type { Json } from "@stagecraft/plan/plan";
import type { DatabaseDefinition } from "@stagecraft/plan/resources/rds/database-definition";

/** The local addresses of the Plan's resources. */
export type LocalAddresses = {
  readonly region: string;
  readonly endpointUrl: string;
  /** Each API's address on AWS and its local address. */
  readonly apis: readonly { readonly endpoint: string; readonly url: string }[];
  /** For each database, the loopback port of one execution environment. */
  readonly databases: readonly { readonly database: DatabaseDefinition; readonly port: number }[];
  /** The local file that replaces Lambda's file of Amazon's certificate authorities. */
  readonly certificateAuthorityFile: string;
};

/** The file of Amazon's authorities inside Lambda: https://docs.aws.amazon.com/lambda/latest/dg/lambda-nodejs.html */
const lambdaAuthorityFile = "/var/runtime/ca-cert.pem";

/** Replaces AWS's addresses in links and environment variables by local ones. */
export function localAddress(value: Json, addresses: LocalAddresses): Json {
  if (typeof value === "string") return localText(value, addresses);
  if (Array.isArray(value)) return value.map((item) => localAddress(item, addresses));
  if (typeof value !== "object" || value === null) return value;
  const database = addresses.databases.find(
    ({ database: candidate }) => candidate.host === value.host,
  );
  const moved = database ? { ...value, host: "127.0.0.1", port: database.port } : value;
  return Object.fromEntries(
    Object.entries(moved).map(([key, item]) => [key, localAddress(item, addresses)]),
  );
}

function localText(
  text: string,
  { region, endpointUrl, apis, databases, certificateAuthorityFile }: LocalAddresses,
): string {
  if (text === lambdaAuthorityFile) return certificateAuthorityFile;
  const queues = `https://sqs.${region}.amazonaws.com/`;
  if (text.startsWith(queues)) return `${endpointUrl}/${text.slice(queues.length)}`;
  const withApis = apis.reduce(
    (result, { endpoint, url }) => result.replaceAll(endpoint, url),
    text,
  );
  return databases.reduce(
    (result, { database, port }) =>
      result.replaceAll(`${database.host}:${database.port}`, `127.0.0.1:${port}`),
    withApis,
  );
}
