import { region } from "../../packages/contracts/src/system.ts";

const { accountId } = aws.getCallerIdentityOutput();

/** The task's role has what the program grants. SST adds what a shell in the task needs, and nobody opens one. */
export function restrictTaskRole(role: aws.iam.RoleArgs): undefined {
  role.inlinePolicies = $util.output(role.inlinePolicies).apply((policies = []) =>
    policies.map(({ name = "inline", policy = "{}" }) => ({
      name,
      policy: withoutShell(policy),
    })),
  );
}

function withoutShell(policy: string): string {
  const { Statement: statements, ...document } = JSON.parse(policy) as Policy;
  const isShell = ({ Action: action }: Statement) =>
    [action].flat().every((each) => each.startsWith("ssmmessages:"));
  return JSON.stringify({
    ...document,
    Statement: statements.filter((statement) => !isShell(statement)),
  });
}

type Statement = { readonly Action: string | readonly string[] };
type Policy = { readonly Statement: readonly Statement[]; readonly [member: string]: unknown };

/**
 * ECS itself pulls the image and writes the log with the execution role. SST lets it read every parameter and secret of the account as
 * well. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html
 */
export function restrictExecutionRole(logGroupName: string) {
  return (role: aws.iam.RoleArgs): undefined => {
    role.managedPolicyArns = [];
    role.inlinePolicies = [
      {
        name: "inline",
        policy: aws.iam.getPolicyDocumentOutput({
          statements: [
            // IAM has no resource for it.
            { actions: ["ecr:GetAuthorizationToken"], resources: ["*"] },
            {
              actions: [
                "ecr:BatchCheckLayerAvailability",
                "ecr:BatchGetImage",
                "ecr:GetDownloadUrlForLayer",
              ],
              resources: [$interpolate`arn:aws:ecr:${region}:${accountId}:repository/sst-asset`],
            },
            {
              actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
              resources: [
                $interpolate`arn:aws:logs:${region}:${accountId}:log-group:${logGroupName}:*`,
              ],
            },
          ],
        }).json,
      },
    ];
  };
}
