import type { Bundle } from "@stagecraft/plan/plan";
import type { FunctionDefinition } from "@stagecraft/plan/resources/lambda/function-definition";

/** Where a measured function finds what it calls. */
export type MeasuredAddresses = {
  readonly servicesUrl: string;
  readonly databasePort: number;
  readonly certificateAuthorityFile: string;
  readonly daemonAddress: string;
  /** Of the payments webhook. */
  readonly webhookSecret?: string;
};

/** The environment variables of a measured function: those of the Plan, and links in the form that SST has without a file. */
export function functionEnvironment(
  { logicalName, environment, logging, bundle }: FunctionDefinition,
  addresses: MeasuredAddresses,
): NodeJS.ProcessEnv {
  const { SST_KEY, SST_KEY_FILE, ...variables } = environment;
  return {
    ...variables,
    NODE_EXTRA_CA_CERTS: addresses.certificateAuthorityFile,
    AWS_ACCESS_KEY_ID: "a",
    AWS_SECRET_ACCESS_KEY: "b",
    AWS_SESSION_TOKEN: "c",
    AWS_REGION: "eu-west-2",
    AWS_ENDPOINT_URL: addresses.servicesUrl,
    AWS_LAMBDA_LOG_FORMAT: logging.format,
    AWS_LAMBDA_LOG_LEVEL: "INFO",
    AWS_XRAY_DAEMON_ADDRESS: addresses.daemonAddress,
    AWS_LAMBDA_FUNCTION_NAME: logicalName,
    TZ: ":UTC",
    ...Object.fromEntries(
      Object.entries(bundle.links).map(([name, link]) => [
        `SST_RESOURCE_${name}`,
        JSON.stringify(localLink(link, addresses)),
      ]),
    ),
    SST_RESOURCE_App: JSON.stringify({ name: "stagecraft", stage: "local" }),
  };
}

function localLink(
  link: Bundle["links"][string] | undefined,
  { servicesUrl, databasePort, webhookSecret }: MeasuredAddresses,
) {
  if (typeof link !== "object" || link === null) return link;
  if ("host" in link) return { ...link, host: "127.0.0.1", port: databasePort };
  if ("secrets" in link) return { ...link, secrets: webhookSecret };
  return "url" in link ? { ...link, url: `${servicesUrl}/queue` } : link;
}
