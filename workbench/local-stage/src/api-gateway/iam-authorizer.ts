import { AwsError } from "../common/aws-error.ts";
import { senderIdOf } from "../common/sender-id.ts";
import { sessionArnOf } from "../common/session-arn.ts";
import { claimOf, type SignedRequest, verifySignature } from "../endpoint/signature.ts";
import type { Authority } from "../iam/authority.ts";
import type { Identities } from "../iam/credentials.ts";

/** The caller of a route with IAM authorization, as the function gets it. */
export type IamIdentity = {
  readonly accessKey: string;
  readonly accountId: string;
  readonly callerId: string;
  readonly cognitoIdentity: null;
  readonly principalOrgId: null;
  readonly userArn: string;
  readonly userId: string;
};

type IamAuthorization =
  | { readonly allowed: true; readonly identity: IamIdentity }
  /** `because` is for the person at the keyboard: API Gateway answers "Forbidden" alone. */
  | { readonly allowed: false; readonly because: string };

/** Decides on a request of a route with IAM authorization. `resource` is the ARN of stage, method and path. */
export type IamAuthorizer = (request: SignedRequest, resource: string) => IamAuthorization;

/**
 * Verifies the signature, for the service `execute-api`, and asks IAM for `execute-api:Invoke`.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-access-control-iam.html
 */
export function createIamAuthorizer(options: {
  readonly accountId: string;
  readonly region: string;
  readonly identities: Identities;
  readonly authority: Authority;
  readonly nowMs: () => number;
}): IamAuthorizer {
  const { accountId, region, identities, authority, nowMs } = options;
  return (request, resource) => {
    try {
      const claim = claimOf(request);
      if (!claim) return { allowed: false, because: "the request is not signed" };
      if (claim.service !== "execute-api" || claim.region !== region) {
        const signed = `${claim.service} in ${claim.region}`;
        return {
          allowed: false,
          because: `it is signed for ${signed}, not for execute-api in ${region}`,
        };
      }
      const { caller, credentials } = identities.find(claim.accessKeyId, claim.sessionToken);
      verifySignature(request, claim, credentials.secretAccessKey, nowMs());
      const decision = authority.authorize(caller, { action: "execute-api:Invoke", resource });
      if (!decision.allowed) return { allowed: false, because: decision.explanation };
      const id = senderIdOf(caller);
      return {
        allowed: true,
        identity: {
          accessKey: claim.accessKeyId,
          accountId,
          callerId: id,
          cognitoIdentity: null,
          principalOrgId: null,
          userArn:
            caller.kind === "role"
              ? sessionArnOf(caller)
              : `arn:aws:iam::${accountId}:user/${caller.kind}`,
          userId: id,
        },
      };
    } catch (error) {
      if (error instanceof AwsError) return { allowed: false, because: error.message };
      throw error;
    }
  };
}
