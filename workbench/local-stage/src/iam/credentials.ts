import { randomBytes } from "node:crypto";
import { AwsError } from "../common/aws-error.ts";
import type { Caller } from "../common/caller.ts";

/** The keys that a process signs with. The access key identifies the caller. */
export type Credentials = {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string | undefined;
};

/** Keys with a session token, as an execution environment gets them. */
export type TemporaryCredentials = Credentials & { readonly sessionToken: string };

type Identity = { readonly caller: Caller; readonly credentials: Credentials };

/** The owners of access keys: one for each execution environment, and the operator's. */
export type Identities = {
  /** Creates temporary keys for a role. */
  issue(caller: Caller): TemporaryCredentials;
  /** Adds a long-lived key, such as the operator's. */
  admit(caller: Caller, credentials: Credentials): void;
  revoke(accessKeyId: string): void;
  /** @throws AwsError for an unknown key or a wrong session token. */
  find(accessKeyId: string, sessionToken: string | undefined): Identity;
};

export function createIdentities(): Identities {
  const held = new Map<string, Identity>();
  return {
    issue(caller) {
      const credentials = {
        accessKeyId: `ASIA${randomLetters(16)}`,
        secretAccessKey: randomBytes(30).toString("base64"),
        sessionToken: randomBytes(48).toString("base64"),
      };
      held.set(credentials.accessKeyId, { caller, credentials });
      return credentials;
    },
    admit: (caller, credentials) => void held.set(credentials.accessKeyId, { caller, credentials }),
    revoke: (accessKeyId) => void held.delete(accessKeyId),
    find(accessKeyId, sessionToken) {
      const identity = held.get(accessKeyId);
      if (!identity || identity.credentials.sessionToken !== sessionToken) {
        throw new AwsError(
          "UnrecognizedClientException",
          "The security token included in the request is invalid.",
          { status: 403, queryCode: "InvalidClientTokenId" },
        );
      }
      return identity;
    },
  };
}

/** Creates long-lived keys: the operator's, once per state folder. */
export function longLivedCredentials(): Credentials {
  return {
    accessKeyId: `AKIA${randomLetters(16)}`,
    secretAccessKey: randomBytes(30).toString("base64"),
    sessionToken: undefined,
  };
}

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

function randomLetters(count: number): string {
  return Array.from(randomBytes(count), (byte) => letters[byte % letters.length]).join("");
}
