import { quotas } from "@stagecraft/plan/quotas";
import { AwsError } from "../common/aws-error.ts";
import type { Parameter, ParameterContent } from "./parameter.ts";
import { standardBytes } from "./parameter-tier.ts";
import { invalid } from "./read-parameter-fields.ts";

const { value: advancedBytes } = quotas.parameterStore.advancedValueBytes;
const { value: maximumLevels } = quotas.parameterStore.hierarchyLevels;

/**
 * Refuses what Systems Manager refuses of a new version. `before` is the newest version so far.
 * @throws AwsError ValidationException, HierarchyLevelLimitExceededException, HierarchyTypeMismatchException
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html
 */
export function checkParameter(
  { name, type, value, tier }: ParameterContent,
  before: Parameter | undefined,
): void {
  checkName(name);
  if (before !== undefined && before.type !== type) {
    throw new AwsError(
      "HierarchyTypeMismatchException",
      `The parameter ${name} has the type ${before.type}, which cannot be changed to ${type}.`,
    );
  }
  if (before?.tier === "Advanced" && tier === "Standard") {
    throw invalid(
      "This parameter uses the advanced-parameter tier. You can't downgrade a parameter from the advanced-parameter tier to the standard-parameter tier.",
    );
  }
  const bytes = Buffer.byteLength(value);
  if (tier === "Standard" && bytes > standardBytes) {
    throw invalid(
      `Standard tier parameters support a maximum parameter value of ${standardBytes} characters. To create a larger parameter value, upgrade the parameter to use the advanced-parameter tier.`,
    );
  }
  if (bytes > advancedBytes) {
    throw invalid(
      `Advanced tier parameters support a maximum parameter value of ${advancedBytes} characters.`,
    );
  }
}

function checkName(name: string): void {
  if (!/^[\w./-]+$/.test(name) || /\/\/|.\/$/.test(name)) {
    throw invalid(`The parameter name ${name} must have letters, digits, and . - _ / alone.`);
  }
  if (/^\/?(aws|ssm)/i.test(name)) {
    throw invalid(`The parameter name ${name} must not begin with aws or ssm.`);
  }
  if (name.includes("/") && !name.startsWith("/")) {
    throw invalid(`The parameter name ${name} is in a hierarchy and must begin with a slash (/).`);
  }
  if (name.split("/").filter(Boolean).length > maximumLevels) {
    throw new AwsError(
      "HierarchyLevelLimitExceededException",
      `A hierarchy can have a maximum of ${maximumLevels} levels.`,
    );
  }
}
