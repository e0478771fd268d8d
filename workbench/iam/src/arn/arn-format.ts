/**
 * What may stand for a variable of an ARN format. Only some services allow a slash in a name:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html#arns-paths
 */
const variablePatterns: { readonly [variable: string]: string } = {
  // https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html
  Alias: "[^:]+",
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-friendly-names
  EntityPath: "[^:]+",
  GroupNameWithPath: "[^:]+",
  InstanceProfileNameWithPath: "[^:]+",
  MfaTokenIdWithPath: "[^:]+",
  OidcProviderName: "[^:]+",
  PolicyNameWithPath: "[^:]+",
  RoleNameWithPath: "[^:]+",
  UserNameWithPath: "[^:]+",
  // https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html
  LogGroupName: "[^:]+",
  // https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogStream.html
  LogStreamName: "[^:]+",
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html: a key may have colons too
  ObjectName: ".+",
  // https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-su-create.html
  ParameterNameWithoutLeadingSlash: "[^:]+",
  // https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html
  RepositoryName: "[^:]+",
  // https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html
  SecretId: "[^:]+",
};

const variable = /\$\{([^}]+)\}/;

/**
 * Whether an ARN has a format of the Service Authorization Reference, such as
 * `arn:${Partition}:sqs:${Region}:${Account}:${QueueName}`. In a pattern of a policy only what stands for the last variable may have
 * wildcards: a pattern with one before it covers resources of several accounts, regions or names.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html#resources_table
 */
export function hasArnFormat(arn: string, format: string): boolean {
  const parts = format.split(variable);
  const lastVariable = parts.length - 2;
  const source = parts.map((part, index) => {
    if (index % 2 === 0) return literal(part);
    const pattern = variablePatterns[part] ?? "[^:/]+";
    return index === lastVariable ? pattern : `(?:(?![*?])${pattern.replace("+", "")})+`;
  });
  return new RegExp(`^${source.join("")}$`, "s").test(arn);
}

/** The ARN of a format in an account and region. Every other variable is `name`. */
export function fillArnFormat(
  format: string,
  { region, accountId }: { readonly region: string; readonly accountId: string },
  name = "*",
): string {
  const values: { readonly [variable: string]: string } = {
    Partition: "aws",
    Region: region,
    Account: accountId,
  };
  return format.replaceAll(new RegExp(variable, "g"), (_, each: string) => values[each] ?? name);
}

function literal(text: string): string {
  return text.replaceAll(/[.*+?^$()|[\]\\/]/g, "\\$&");
}
