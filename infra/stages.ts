import budgets from "./cost/budgets.json";
import { refuse } from "./refuse.ts";
import { type Choice, choices } from "./settings/choices.ts";
import { withOtherValues } from "./settings/other-values.ts";

type ContainerName = Choice<"containers.run">;

/** The settings that differ between stages. No other file of infra/ asks for the stage's name. */
type Stage = {
  /** The issuer of customers' tokens (the URL of an OpenID Connect provider) and their audience. */
  readonly tokens: {
    readonly issuer: string;
    readonly audience: string;
    /** The prefix of scopes in tokens: Amazon Cognito writes its resource server and a slash, `stagecraft/orders:read`. */
    readonly scopePrefix?: `${string}/`;
    /** Where a container fetches the issuer's keys: `/.well-known/jwks.json` of the issuer by default. API Gateway asks the issuer. */
    readonly keysUrl?: string;
  };
  /** Concurrent executions that AWS allows this account and region; a new account has 10. */
  readonly accountConcurrency: number;
  /** Whether functions reserve their concurrency. AWS refuses to leave fewer than 100 unreserved. */
  readonly reserveConcurrency: boolean;
  readonly network: {
    /** How functions in the private network reach AWS services: an interface endpoint each, or a NAT in each zone (docs/adr/0004-private-network.md). */
    readonly egress: Choice<"network.egress">;
  };
  readonly database: {
    /** Whether functions connect through RDS Proxy (docs/adr/0031-driver-and-pool.md). The local stage has none: it is for `npm run cost`. */
    readonly proxy: boolean;
    readonly capacity: { readonly min: `${number} ACU`; readonly max: `${number} ACU` };
    /**
     * The most connections, fixed so that the figure does not change with the capacity. Aurora's default for a cluster of at
     * most 1 ACU is 189, the lowest of all:
     * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.setting-capacity.html#aurora-serverless-v2.max-connections
     */
    readonly maxConnections: number;
    readonly backupRetentionDays: number;
    /** The most data that is expected. Above it, a person is told. */
    readonly expectedGib: number;
  };
  /**
   * How often the relay reads the outbox. A database with a minimum of 0 ACU pauses after five minutes without a connection, so
   * it never pauses with "1 minute". Orders wait for the relay only when the API could not publish them.
   */
  readonly relayEvery: Choice<"relayEvery">;
  readonly orderStream: {
    /** Whether the stream has a fixed number of shards, or as many as its records need (docs/adr/0037-stream-mode.md). */
    readonly mode: Choice<"orderStream.mode">;
    /** How many shards a provisioned stream has. Each takes 1,000 records or 1 MB a second. */
    readonly shards: number;
  };
  readonly logRetention: Choice<"logRetention">;
  /** The lowest level of functions' own log lines that is written (docs/adr/0039-log-level.md). */
  readonly logLevel: Choice<"logLevel">;
  /** The share of execution environments that write lines of DEBUG as well, from 0 to 1. */
  readonly debugShare: number;
  /** The API's rate limit, and how many requests may exceed it for a moment. */
  readonly throttle: { readonly requestsPerSecond: number; readonly burst: number };
  /**
   * What runs on Fargate beside its function (docs/adr/0035-containers.md): nothing, unless CONTAINERS names it, separated by commas.
   */
  readonly containers: {
    readonly run: readonly ContainerName[];
    /** How many tasks of a service run, in a deploy twice as many, and how many connections to the database each of the API holds. */
    readonly tasks: { readonly min: number; readonly max: number; readonly connections: number };
    /** The share of requests that are traced: Lambda's own sampling does not apply. */
    readonly traceShare: number;
    /** Of the API's load balancer, with its certificate in ACM. */
    readonly domain: string;
    readonly certificateArn: string;
  };
  /** Whether functions that customers call get a new version by weights, and not at once (docs/adr/0024-canary-releases.md). */
  readonly canary: boolean;
  /** Whether a deploy may not delete resources with customers' data (docs/adr/0018-retained-resources.md). */
  readonly keepsData: boolean;
  /**
   * Logical names of resources that lose their protection, or all of them. Set it for one deploy, before the deploy that deletes
   * or replaces them, or that removes retained resources from the state.
   */
  readonly letsGo: readonly string[] | "everything";
  /**
   * Whether the stage takes orders without a payments provider: it has a payments sandbox and a test product
   * (docs/adr/0021-payments-sandbox.md). `local` has none: the command that starts it starts a provider as well.
   */
  readonly sandbox: boolean;
  /**
   * Who is told about alarms: e-mail addresses (each has to confirm once) and https endpoints of an on-call service. Addresses in
   * ALARM_PAGES and ALARM_TICKETS (separated by commas) are told as well.
   */
  readonly notify: { readonly page: readonly string[]; readonly ticket: readonly string[] };
  /** What the stage's account may cost a month (infra/cost/budgets.json). Above it, a person is told. */
  readonly monthlyBudgetUsd: number;
};

/** A token issuer that is not chosen yet. Nobody can register a name that ends in `.invalid` (RFC 6761). */
const placeholder = (stageName: string) => `https://tokens.${stageName}.invalid`;

/** A load balancer's name and certificate that are not chosen yet. */
function placeholderDomain(stageName: string) {
  return {
    domain: `orders.${stageName}.invalid`,
    certificateArn:
      "arn:aws:acm:us-east-1:123456789012:certificate/00000000-0000-0000-0000-000000000000",
  };
}

const local: Stage = {
  tokens: { issuer: placeholder("local"), audience: "stagecraft-local" },
  accountConcurrency: 1000,
  reserveConcurrency: true,
  network: { egress: "endpoints" },
  database: {
    proxy: false,
    capacity: { min: "0 ACU", max: "1 ACU" },
    maxConnections: 120,
    backupRetentionDays: 1,
    expectedGib: 10,
  },
  relayEvery: "1 minute",
  orderStream: { mode: "PROVISIONED", shards: 2 },
  logRetention: "1 week",
  logLevel: "INFO",
  debugShare: 0,
  throttle: { requestsPerSecond: 2000, burst: 1000 },
  containers: {
    run: [],
    tasks: { min: 1, max: 2, connections: 5 },
    traceShare: 1,
    ...placeholderDomain("local"),
  },
  canary: false,
  keepsData: false,
  letsGo: [],
  sandbox: false,
  notify: { page: [], ticket: [] },
  monthlyBudgetUsd: budgets.stages.local.monthlyUsd,
};

const dev: Stage = {
  tokens: { issuer: placeholder("dev"), audience: "stagecraft-dev" },
  accountConcurrency: 10,
  reserveConcurrency: false,
  network: { egress: "endpoints" },
  database: {
    proxy: false,
    capacity: { min: "0 ACU", max: "1 ACU" },
    maxConnections: 120,
    backupRetentionDays: 1,
    expectedGib: 10,
  },
  relayEvery: "1 minute",
  orderStream: { mode: "PROVISIONED", shards: 2 },
  logRetention: "1 week",
  logLevel: "INFO",
  debugShare: 0,
  throttle: { requestsPerSecond: 50, burst: 100 },
  containers: {
    run: [],
    tasks: { min: 1, max: 2, connections: 5 },
    traceShare: 1,
    ...placeholderDomain("dev"),
  },
  canary: false,
  keepsData: false,
  letsGo: [],
  sandbox: true,
  notify: { page: [], ticket: [] },
  monthlyBudgetUsd: budgets.stages.dev.monthlyUsd,
};

const prod: Stage = {
  tokens: { issuer: placeholder("prod"), audience: "stagecraft" },
  accountConcurrency: 1000,
  reserveConcurrency: true,
  network: { egress: "endpoints" },
  database: {
    proxy: false,
    capacity: { min: "1 ACU", max: "8 ACU" },
    maxConnections: 180,
    backupRetentionDays: 14,
    expectedGib: 100,
  },
  relayEvery: "1 minute",
  orderStream: { mode: "PROVISIONED", shards: 2 },
  logRetention: "1 year",
  logLevel: "INFO",
  debugShare: 0,
  throttle: { requestsPerSecond: 500, burst: 1000 },
  containers: {
    run: [],
    tasks: { min: 2, max: 4, connections: 5 },
    traceShare: 0.05,
    ...placeholderDomain("prod"),
  },
  canary: true,
  keepsData: true,
  letsGo: [],
  sandbox: false,
  notify: { page: [], ticket: [] },
  monthlyBudgetUsd: budgets.stages.prod.monthlyUsd,
};

const longLived: Readonly<Record<string, Stage>> = { local, dev, prod };

/** A stage of a person or a pull request, with the settings of `dev`. Removing it leaves only SST's own state. */
const disposable = /^(personal|pr)-[a-z0-9-]+$/;

/** The settings of the stage being run. */
export const stage: Stage = settingsOf($app.stage);

/** @throws for any other name. Otherwise `production` would be a stage that keeps no data. */
function settingsOf(name: string): Stage {
  const known = longLived[name];
  if (!known && !disposable.test(name)) {
    const meant =
      name === "production" ? "It is called prod here" : "There are local, dev and prod";
    refuse(
      `There is no stage "${name}". ${meant}; a stage of your own begins with "personal-", as in personal-anna, and one of a pull request with "pr-", both in lower-case letters, digits and hyphens.`,
    );
  }
  const settings = withOtherValues(known ?? dev, otherValues());
  return {
    ...settings,
    tokens: { ...settings.tokens, ...tokensFromEnvironment() },
    containers: { ...settings.containers, ...containersFromEnvironment(settings) },
    notify: {
      page: [...settings.notify.page, ...addressesFromEnvironment("ALARM_PAGES")],
      ticket: [...settings.notify.ticket, ...addressesFromEnvironment("ALARM_TICKETS")],
    },
  };
}

/** Other values of settings, by their paths. No deploy sets them: they answer what another value would cost (docs/cost.md). */
function otherValues(): Readonly<Record<string, string>> {
  const { env } = process;
  return JSON.parse(env.STAGE_SETTINGS || "{}");
}

/** Stages of pull requests have no settings of their own here. CI sets unused variables to an empty text. */
function tokensFromEnvironment(): Partial<Stage["tokens"]> {
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

/** @throws for a container that there is not */
function containersFromEnvironment({ containers }: Stage): Partial<Stage["containers"]> {
  const { env } = process;
  const { CONTAINERS = "", CONTAINER_DOMAIN: domain, CONTAINER_CERTIFICATE: certificateArn } = env;
  const named = CONTAINERS.split(",")
    .map((name) => name.trim())
    .filter(Boolean);
  const known: readonly string[] = choices["containers.run"];
  const wrong = named.find((name) => !known.includes(name));
  if (wrong !== undefined) refuse(`CONTAINERS has "${wrong}". There are ${known.join(", ")}.`);
  return {
    run: [...new Set([...containers.run, ...(named as ContainerName[])])],
    ...(domain ? { domain } : {}),
    ...(certificateArn ? { certificateArn } : {}),
  };
}

/** @throws for an address that is neither an e-mail address nor an https URL: SNS would refuse it in the middle of a deploy. */
function addressesFromEnvironment(variable: "ALARM_PAGES" | "ALARM_TICKETS"): readonly string[] {
  const { env } = process;
  const addresses = (env[variable] ?? "")
    .split(",")
    .map((address) => address.trim())
    .filter(Boolean);
  const wrong = addresses.find((address) => !/^(https:\/\/\S+|[^\s@]+@[^\s@]+)$/.test(address));
  if (wrong !== undefined) {
    refuse(`${variable} has "${wrong}", which is neither an e-mail address nor an https URL.`);
  }
  return addresses;
}
