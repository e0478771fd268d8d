/** The issuer of GitHub's OIDC tokens: https://docs.github.com/en/actions/security-for-github-actions/security-hardening-your-deployments/about-security-hardening-with-openid-connect */
const githubTokens = "token.actions.githubusercontent.com";

/**
 * Who may assume the role: a job of the repository that runs in the stage's environment or, for the stages of pull requests, a job of a
 * pull request. A job of a fork gets no token.
 */
export function trustPolicy(options: {
  readonly accountId: string;
  /** `owner/name` */
  readonly repository: string;
  /** `dev`, or `pr-*`. */
  readonly stage: string;
}) {
  const { accountId, repository, stage } = options;
  // A nightly job of the main branch reports stages whose pull request is closed.
  const jobs =
    stage === "pr-*" ? ["pull_request", "ref:refs/heads/main"] : [`environment:${stage}`];
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: "sts:AssumeRoleWithWebIdentity",
        Principal: { Federated: `arn:aws:iam::${accountId}:oidc-provider/${githubTokens}` },
        Condition: {
          StringEquals: {
            [`${githubTokens}:aud`]: "sts.amazonaws.com",
            [`${githubTokens}:sub`]: jobs.map((job) => `repo:${repository}:${job}`),
          },
        },
      },
    ],
  };
}
