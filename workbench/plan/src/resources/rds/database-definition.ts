/** An Aurora PostgreSQL cluster as the Plan has it. */
export type DatabaseDefinition = {
  readonly logicalName: string;
  readonly clusterIdentifier: string;
  /** Of its instances; the first one is the writer here. */
  readonly instanceIdentifiers: readonly string[];
  /** The id in the ARNs of `rds-db:connect`: `cluster-...`. */
  readonly clusterResourceId: string;
  readonly host: string;
  readonly port: number;
  readonly databaseName: string;
  readonly masterUsername: string;
  /** The password, or the mark of a secret. */
  readonly masterPassword: string;
  readonly iamAuthentication: boolean;
  readonly engineVersion: string;
  /** The value of `max_connections` at the smallest capacity. */
  readonly maxConnections: number;
  readonly securityGroupIds: readonly string[];
};
