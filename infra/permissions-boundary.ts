/**
 * The ARN of the permissions boundary that every role gets. A deploy role of `npm run deploy:role` may create roles only with the
 * boundary that was created with it. Imported before every file that creates a role.
 */
// biome-ignore lint/style/noProcessEnv: the ARN differs between accounts
export const permissionsBoundary = process.env.PERMISSIONS_BOUNDARY;

if (permissionsBoundary) {
  $transform(aws.iam.Role, (role) => {
    role.permissionsBoundary = permissionsBoundary;
  });
}
