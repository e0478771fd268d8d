import { readOperatorCredentials } from "@stagecraft/local-stage/iam/operator-credentials";
import { readStageAddress } from "@stagecraft/local-stage/stage/stage-address";
import { AccessError } from "./access-error.ts";
import { type ClientOptions, type Clients, createClients } from "./clients.ts";
import { type CallerIdentity, identify } from "./identify.ts";

/** Clients of a running stage: the local one, or one on AWS. */
export type Connection = Clients & {
  /** The caller's ARN. */
  readonly caller: string;
  readonly accountId: string;
  /** The stage's clock. */
  nowMs(): number;
  close(): void;
};

/**
 * Connects to AWS with the credentials that the SDK finds (environment, profile, SSO).
 * @throws AccessError when AWS rejects them.
 */
export function connectToAws(region: string): Promise<Connection> {
  return connect({ region }, (cause) => {
    const reason = cause instanceof Error ? cause.message : String(cause);
    return new AccessError(
      `AWS rejected the credentials: ${reason}. Give the SDK credentials of the account that the stage is deployed to.`,
      { cause },
    );
  });
}

/**
 * Connects to the local stage whose state is in `directory`, as its operator.
 * @throws AccessError when it is not running.
 */
export async function connectToLocalStage(region: string, directory: string): Promise<Connection> {
  const notRunning = (cause?: unknown) =>
    new AccessError(
      `No stage with its state in ${directory} is running. Run npm start first, or name the folder with --state.`,
      { cause },
    );
  const address = readStageAddress(directory);
  const keys = readOperatorCredentials(directory);
  if (!address || !keys) throw notRunning();
  const { accessKeyId, secretAccessKey } = keys;
  const credentials = { accessKeyId, secretAccessKey };
  return await connect({ region, endpoint: address.url, credentials }, notRunning);
}

async function connect(
  options: ClientOptions,
  errorOf: (cause: unknown) => AccessError,
): Promise<Connection> {
  const clients = createClients(options);
  const close = () => Object.values(clients).forEach((client) => void client.destroy());
  let identity: CallerIdentity;
  try {
    identity = await identify(clients.sts);
  } catch (cause) {
    close();
    throw errorOf(cause);
  }
  const { arn: caller, accountId, clockOffsetMs } = identity;
  return { ...clients, caller, accountId, nowMs: () => Date.now() + clockOffsetMs, close };
}
