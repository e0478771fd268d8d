/** The app's name in AWS: the names of its resources begin with it, and the sources of its events. */
export const appName = "stagecraft";

/** The domain in the URLs that identify event schemas and problem types. Nothing is served there. */
export const domain = "stagecraft.dev";

/** The CloudWatch namespace of the system's metrics. */
export const metricsNamespace = "Stagecraft";

/** Where `npm run stop-intake` saves in Systems Manager what it has changed on a stage. */
export function stoppedIntakePath(stage: string): string {
  return `/${appName}/${stage}/stopped-intake`;
}

/** The AWS region that every stage is deployed to. */
export const region = "us-east-1";

/** The availability zones of the private subnets. Aurora needs two; an interface endpoint costs by the hour in each. */
export const availabilityZones = [`${region}a`, `${region}b`] as const;
