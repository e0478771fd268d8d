/** Where a container listens. */
export type ContainerAddress = {
  /** The logical name of its service. */
  readonly name: string;
  /** Undefined when it listens on no port. */
  readonly url: string | undefined;
  /** Of its process now: ECS starts another when it ends. */
  pid(): number | undefined;
};
