/** The app's name in AWS: the names of its resources begin with it, and the sources of its events. */
export const appName = "stagecraft";

/** The domain in the URLs that identify event schemas and problem types. Nothing is served there. */
export const domain = "stagecraft.dev";

/** The CloudWatch namespace of the system's metrics. */
export const metricsNamespace = "Stagecraft";

/** The AWS region that every stage is deployed to. */
export const region = "us-east-1";

/** The availability zones of the private subnets. Aurora needs two; an interface endpoint costs by the hour in each. */
export const availabilityZones = [`${region}a`, `${region}b`] as const;
