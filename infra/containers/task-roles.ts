import { region } from "../../packages/contracts/src/system.ts";

const { accountId } = aws.getCallerIdentityOutput();

/** The task's role has what the program grants, and not what SST adds for a shell in the task. */
export function restrictTaskRole(grants: readonly sst.aws.FunctionPermissionArgs[]) {
  return (role: aws.iam.RoleArgs): undefined => {
    role.inlinePolicies = [
      {
        name: "inline",
        policy: aws.iam.getPolicyDocumentOutput({
          statements: grants.map(({ actions, resources }) => ({ actions, resources })),
        }).json,
      },
    ];
  };
}

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
