/** Everything that differs from one stage to the next. Nothing else in infra/ asks which stage it is. */
type Stage = {
  /** Who issues customers' tokens, and for whom they are meant. */
  readonly tokens: { readonly issuer: string; readonly audience: string };
  /** Concurrent executions that AWS allows this account and region; a new account has 10. */
  readonly accountConcurrency: number;
  /** Whether functions reserve their concurrency. AWS refuses to leave fewer than 100 unreserved. */
  readonly reserveConcurrency: boolean;
  readonly availabilityZones: readonly string[];
  readonly database: {
    readonly capacity: { readonly min: `${number} ACU`; readonly max: `${number} ACU` };
    /**
     * Connections the server accepts, set by hand so that it does not move with the capacity. Aurora's own
     * default for a cluster of at most 1 ACU is 189, the lowest there is:
     * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.setting-capacity.html#aurora-serverless-v2.max-connections
     */
    readonly maxConnections: number;
    readonly backupRetentionDays: number;
  };
  readonly logRetention: "1 week" | "1 month" | "1 year";
  /** Requests a second that the API lets through, and how many may come at once. */
  readonly throttle: { readonly requestsPerSecond: number; readonly burst: number };
  /** Refuses to delete what holds customers' data. */
  readonly keepsData: boolean;
};

const twoZones = ["us-east-1a", "us-east-1b"] as const;

const local: Stage = {
  tokens: { issuer: "https://tokens.local.stagecraft.dev", audience: "stagecraft-local" },
  accountConcurrency: 1000,
  reserveConcurrency: true,
  availabilityZones: twoZones,
  database: {
    capacity: { min: "0 ACU", max: "1 ACU" },
    maxConnections: 120,
    backupRetentionDays: 1,
  },
  logRetention: "1 week",
  throttle: { requestsPerSecond: 2000, burst: 1000 },
  keepsData: false,
};

const dev: Stage = {
  tokens: { issuer: "https://tokens.dev.stagecraft.dev", audience: "stagecraft-dev" },
  accountConcurrency: 10,
  reserveConcurrency: false,
  availabilityZones: twoZones,
  database: {
    capacity: { min: "0 ACU", max: "1 ACU" },
    maxConnections: 120,
    backupRetentionDays: 1,
  },
  logRetention: "1 week",
  throttle: { requestsPerSecond: 50, burst: 100 },
  keepsData: false,
};

const prod: Stage = {
  tokens: { issuer: "https://tokens.stagecraft.dev", audience: "stagecraft" },
  accountConcurrency: 1000,
  reserveConcurrency: true,
  availabilityZones: twoZones,
  database: {
    capacity: { min: "1 ACU", max: "8 ACU" },
    maxConnections: 180,
    backupRetentionDays: 14,
  },
  logRetention: "1 year",
  throttle: { requestsPerSecond: 500, burst: 1000 },
  keepsData: true,
};

const stages: Readonly<Record<string, Stage>> = { local, dev, prod };

/** The settings of the stage being run; a person's own stage is sized like `dev`. */
export const stage: Stage = stages[$app.stage] ?? dev;
