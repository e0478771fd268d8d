/** A container whose image the program builds. */
export type ContainerDefinition = {
  /** Its name in the task. */
  readonly name: string;
  /** Relative to the repository. */
  readonly dockerfile: string;
  /** The folder that the image is built from, relative to the repository: `.` for the repository itself. */
  readonly context: string;
  readonly environment: { readonly [name: string]: string };
  readonly logGroup: string;
  /** The ports that it listens on. */
  readonly ports: readonly number[];
  /** How long ECS waits after SIGTERM. */
  readonly stopTimeoutMs: number;
};

/** A service of ECS as the Plan has it. */
export type ContainerServiceDefinition = {
  /** The logical name in the program: `OrdersApi`. */
  readonly logicalName: string;
  readonly name: string;
  readonly arn: string;
  /** The role of the code in the containers; absent when the program gives none. */
  readonly taskRoleArn: string | undefined;
  /** The role with which ECS writes the logs. */
  readonly executionRoleArn: string | undefined;
  readonly containers: readonly ContainerDefinition[];
  /** Names of containers with an image from elsewhere. */
  readonly foreignContainers: readonly string[];
  /** Where a load balancer asks whether a port's container takes requests. */
  readonly healthPath: string | undefined;
};
