/** An Aurora PostgreSQL cluster as the Plan has it. */
export type DatabaseDefinition = {
  readonly logicalName: string;
  readonly clusterIdentifier: string;
  /** `cluster-...`, the id that `rds-db:connect` names. */
  readonly clusterResourceId: string;
  readonly host: string;
  readonly port: number;
  readonly databaseName: string;
  readonly masterUsername: string;
  /** A secret's mark or, once the stage has filled it in, the password. */
  readonly masterPassword: string;
  readonly iamAuthentication: boolean;
  readonly engineVersion: string;
  /** `max_connections` in force at the smallest capacity, as Aurora derives it. */
  readonly maxConnections: number;
  readonly securityGroupIds: readonly string[];
};
