import { refuse } from "./refuse.ts";

/** Everything that differs from one stage to the next. Nothing else in infra/ asks which stage it is. */
type Stage = {
  /** Who issues customers' tokens (an OpenID Connect provider's URL), and for whom they are meant. */
  readonly tokens: {
    readonly issuer: string;
    readonly audience: string;
    /** What the issuer writes before a scope: Amazon Cognito its resource server and a slash, `stagecraft/orders:read`. */
    readonly scopePrefix?: `${string}/`;
  };
  /** Concurrent executions that AWS allows this account and region; a new account has 10. */
  readonly accountConcurrency: number;
  /** Whether functions reserve their concurrency. AWS refuses to leave fewer than 100 unreserved. */
  readonly reserveConcurrency: boolean;
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
  /**
   * How often the relay asks the database for what is due. A database of 0 ACU pauses after five minutes without a connection,
   * so that one which is asked each minute never does; orders wait for the relay only where the API could not publish.
   */
  readonly relayEvery: "1 minute" | "15 minutes" | "1 hour";
  readonly logRetention: "1 week" | "1 month" | "1 year";
  /** Requests a second that the API lets through, and how many may come at once. */
  readonly throttle: { readonly requestsPerSecond: number; readonly burst: number };
  /** Whether what holds customers' data outlives a deploy that would delete it (docs/adr/0018-what-stays.md). */
  readonly keepsData: boolean;
  /**
   * Stores whose protection is taken away, by their logical names, or all of them: for one deploy, before the one that deletes or
   * replaces them, or lets go of what stays.
   */
  readonly letsGo: readonly string[] | "everything";
  /**
   * Whether the stage takes orders by itself: a payments sandbox in place of a provider, and a test product in the catalogue
   * (docs/adr/0021-payments-sandbox.md). `local` has none: who starts it brings a provider along.
   */
  readonly sandbox: boolean;
};

/** Nobody can hold a name of this zone (RFC 6761): a token issuer that is still to be chosen. */
const placeholder = (stageName: string) => `https://tokens.${stageName}.invalid`;

const local: Stage = {
  tokens: { issuer: placeholder("local"), audience: "stagecraft-local" },
  accountConcurrency: 1000,
  reserveConcurrency: true,
  database: {
    capacity: { min: "0 ACU", max: "1 ACU" },
    maxConnections: 120,
    backupRetentionDays: 1,
  },
  relayEvery: "1 minute",
  logRetention: "1 week",
  throttle: { requestsPerSecond: 2000, burst: 1000 },
  keepsData: false,
  letsGo: [],
  sandbox: false,
};

const dev: Stage = {
  tokens: { issuer: placeholder("dev"), audience: "stagecraft-dev" },
  accountConcurrency: 10,
  reserveConcurrency: false,
  database: {
    capacity: { min: "0 ACU", max: "1 ACU" },
    maxConnections: 120,
    backupRetentionDays: 1,
  },
  relayEvery: "1 minute",
  logRetention: "1 week",
  throttle: { requestsPerSecond: 50, burst: 100 },
  keepsData: false,
  letsGo: [],
  sandbox: true,
};

const prod: Stage = {
  tokens: { issuer: placeholder("prod"), audience: "stagecraft" },
  accountConcurrency: 1000,
  reserveConcurrency: true,
  database: {
    capacity: { min: "1 ACU", max: "8 ACU" },
    maxConnections: 180,
    backupRetentionDays: 14,
  },
  relayEvery: "1 minute",
  logRetention: "1 year",
  throttle: { requestsPerSecond: 500, burst: 1000 },
  keepsData: true,
  letsGo: [],
  sandbox: false,
};

const longLived: Readonly<Record<string, Stage>> = { local, dev, prod };

/** A person's, or a pull request's: as `dev`, and gone, but for SST's own state, when it is removed. */
const disposable = /^(personal|pr)-[a-z0-9-]+$/;

/** The settings of the stage being run. */
export const stage: Stage = settingsOf($app.stage);

/** @throws for a name that is neither known nor meant to be disposable: `production` would else be a stage that keeps nothing. */
function settingsOf(name: string): Stage {
  const known = longLived[name];
  if (!known && !disposable.test(name)) {
    const meant =
      name === "production" ? "It is called prod here" : "There are local, dev and prod";
    refuse(
      `There is no stage "${name}". ${meant}; a stage of your own begins with "personal-", as in personal-anna, and one of a pull request with "pr-", both in lower-case letters, digits and hyphens.`,
    );
  }
  const settings = known ?? dev;
  return { ...settings, tokens: { ...settings.tokens, ...tokensOfEnvironment() } };
}

/** A stage of a pull request has no line of its own here. What CI leaves empty is not set. */
function tokensOfEnvironment(): Partial<Stage["tokens"]> {
  const { env } = process;
  const { TOKEN_ISSUER: issuer, TOKEN_AUDIENCE: audience, TOKEN_SCOPE_PREFIX: prefix } = env;
  if (prefix && !prefix.endsWith("/")) {
    refuse(`TOKEN_SCOPE_PREFIX is "${prefix}", and must end with a slash, as in stagecraft/`);
  }
  return {
    ...(issuer ? { issuer } : {}),
    ...(audience ? { audience } : {}),
    ...(prefix ? { scopePrefix: prefix as `${string}/` } : {}),
  };
}
