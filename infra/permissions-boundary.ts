/**
 * Whoever deploys with a role of `npm run deploy:role` may make roles only with the boundary that was made with it: its ARN is in
 * PERMISSIONS_BOUNDARY. Imported before every file that makes a role.
 */
// biome-ignore lint/style/noProcessEnv: which policy bounds whoever deploys is known to the account alone
export const permissionsBoundary = process.env.PERMISSIONS_BOUNDARY;

if (permissionsBoundary) {
  $transform(aws.iam.Role, (role) => {
    role.permissionsBoundary = permissionsBoundary;
  });
}
