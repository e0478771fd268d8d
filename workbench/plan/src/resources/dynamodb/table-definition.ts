/** One key attribute of a table or an index; the hash key comes first. */
export type KeyElement = { readonly name: string; readonly keyType: "HASH" | "RANGE" };

export type TableIndexDefinition = {
  readonly name: string;
  readonly scope: "global" | "local";
  readonly key: readonly KeyElement[];
  readonly projectionType: "ALL" | "KEYS_ONLY" | "INCLUDE";
  readonly nonKeyAttributes: readonly string[];
};

/** A DynamoDB table as the Plan has it. */
export type TableDefinition = {
  readonly logicalName: string;
  readonly name: string;
  readonly arn: string;
  /** The type of each attribute in a key. */
  readonly attributes: readonly { readonly name: string; readonly type: "S" | "N" | "B" }[];
  readonly key: readonly KeyElement[];
  readonly billingMode: "PAY_PER_REQUEST" | "PROVISIONED";
  /** 0 for an on-demand table. */
  readonly readCapacityUnits: number;
  readonly writeCapacityUnits: number;
  readonly indexes: readonly TableIndexDefinition[];
  /** The attribute with the epoch second after which an item may be deleted. */
  readonly timeToLiveAttribute?: string;
  readonly streamEnabled: boolean;
};
