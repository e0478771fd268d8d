/** Who asks. AWS knows more kinds; these are the ones that act in a serverless system. */
export type Principal =
  | {
      readonly kind: "assumed-role";
      readonly accountId: string;
      /** `arn:aws:iam::<account>:role/<path><name>` */
      readonly roleArn: string;
      /** `arn:aws:sts::<account>:assumed-role/<name>/<session>` */
      readonly sessionArn: string;
    }
  | {
      readonly kind: "service";
      /** `apigateway.amazonaws.com` */
      readonly service: string;
    }
  | { readonly kind: "anonymous" };

/**
 * The request's context by condition key (`aws:SourceArn`); the case of a key does not matter. A list is a multivalued
 * key. Keys that follow from the principal and the resource (`aws:PrincipalArn`, `aws:PrincipalAccount`,
 * `aws:PrincipalType`, `aws:PrincipalIsAWSService`, `aws:PrincipalServiceName`, `aws:ResourceAccount`) are there by
 * themselves and need only be given to be different. Binary values are base64.
 */
export type RequestContext = Readonly<Record<string, string | readonly string[]>>;

/** One action on one resource by one principal: what IAM is asked. */
export type AccessRequest = {
  readonly principal: Principal;
  /** `sqs:SendMessage` */
  readonly action: string;
  /** The resource's ARN, or `*` for an action that has no resource. */
  readonly resource: string;
  /** The account that owns the resource; another than the principal's makes the request cross-account. */
  readonly resourceAccountId: string;
  readonly context: RequestContext;
};
