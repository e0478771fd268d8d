import type { Json, Plan, Resource } from "@stagecraft/plan/plan";
import { resourcesOf } from "@stagecraft/plan/resources";

/** For a service that calls functions: the resources that configure a call, and the source ARN of their calls. */
const callers: {
  readonly [principal: string]: {
    readonly types: readonly string[];
    readonly sourceArn: (caller: Resource, plan: Plan) => Json | undefined;
  };
} = {
  "s3.amazonaws.com": {
    types: ["aws:s3/bucketNotification:BucketNotification"],
    sourceArn: ({ inputs }) => `arn:aws:s3:::${inputs.bucket}`,
  },
  "apigateway.amazonaws.com": {
    types: ["aws:apigatewayv2/integration:Integration"],
    sourceArn: ({ inputs }, plan) =>
      resourcesOf(plan, "aws:apigatewayv2/api:Api")
        .filter(({ outputs }) => outputs.id === inputs.apiId)
        .map(({ outputs }) => `${outputs.executionArn}/*`)[0],
  },
  "events.amazonaws.com": {
    types: ["aws:cloudwatch/eventTarget:EventTarget"],
    sourceArn: ({ inputs }, plan) =>
      resourcesOf(plan, "aws:cloudwatch/eventRule:EventRule").find(({ outputs }) =>
        [outputs.id, outputs.arn].includes(inputs.rule ?? null),
      )?.outputs.arn,
  },
};

/**
 * The restriction to add to an `aws.lambda.Permission` that lets a service call a function on behalf of any account. Undefined for
 * another policy. The ARN of a bucket contains no account: https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html
 */
export function permissionFix(
  plan: Plan,
  name: string,
  { principal, resourceArn }: { readonly principal: string; readonly resourceArn: string },
): string | undefined {
  const isPermission = resourcesOf(plan, "aws:lambda/permission:Permission").some(
    (permission) => permission.name === name,
  );
  if (!isPermission) return undefined;
  const { types = [], sourceArn = () => undefined } = callers[principal] ?? {};
  const sources = types
    .flatMap((type) => resourcesOf(plan, type))
    .filter(({ inputs }) => /^["/]/.test(JSON.stringify(inputs).split(resourceArn)[1] ?? ""))
    .flatMap((caller) => sourceArn(caller, plan) ?? []);
  const [source] = sources.length === 1 ? sources : [];
  const arn = source === undefined ? "the ARN of the caller" : JSON.stringify(source);
  const account = principal === "s3.amazonaws.com" ? `, sourceAccount: "${plan.accountId}"` : "";
  return `In ${name}: sourceArn: ${arn}${account}`;
}
