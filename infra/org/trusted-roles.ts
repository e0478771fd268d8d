/**
 * The roles that the policies leave alone, so that a person can repair an account: the one that AWS Organizations creates in each new
 * account, and administrators of IAM Identity Center.
 */
export const trustedRoles = [
  "arn:aws:iam::*:role/OrganizationAccountAccessRole",
  "arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_AdministratorAccess_*",
];

/** Holds for everyone but the trusted roles. */
export const notTrusted = { ArnNotLike: { "aws:PrincipalArn": trustedRoles } };

/** The roles of `npm run deploy:role`. */
export const deployRoles = "arn:aws:iam::*:role/deploy-*";
