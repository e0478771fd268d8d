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

/** A task definition of ECS as the Plan has it, which nothing but a person or a program starts. */
export type ContainerTaskDefinition = {
  /** The logical name in the program: `Transcoder`. */
  readonly logicalName: string;
  /** The role of the code in the containers; absent when the program gives none. */
  readonly taskRoleArn: string | undefined;
  /** The role with which ECS writes the logs. */
  readonly executionRoleArn: string | undefined;
  readonly containers: readonly ContainerDefinition[];
  /** Names of containers with an image from elsewhere. */
  readonly foreignContainers: readonly string[];
};

/** A service of ECS, which keeps its task running. */
export type ContainerServiceDefinition = ContainerTaskDefinition & {
  /** Where its tasks are. */
  readonly vpc?: {
    readonly subnetIds: readonly string[];
    readonly securityGroupIds: readonly string[];
  };
  readonly hasPublicAddress?: true;
  /** Where a load balancer asks whether a port's container takes requests. */
  readonly healthPath: string | undefined;
};
