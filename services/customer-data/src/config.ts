import { AwsEnvironment } from "@stagecraft/contracts/links/aws-environment";
import { DatabaseLink } from "@stagecraft/contracts/links/database-link";
import { ElsewhereLink } from "@stagecraft/contracts/links/elsewhere-link";
import { parseConfig } from "@stagecraft/contracts/links/parse-config";
import { Resource } from "sst/resource";

const links = Resource as unknown as Readonly<Record<string, unknown>>;

/** Read once, when the environment starts. */
export const config = {
  // biome-ignore lint/style/noProcessEnv: the only place of the service that reads it
  aws: parseConfig("The environment", AwsEnvironment, process.env),
  database: parseConfig("Resource.CustomerDatabase", DatabaseLink, links.CustomerDatabase),
  elsewhere: parseConfig("Resource.Elsewhere", ElsewhereLink, links.Elsewhere),
};
