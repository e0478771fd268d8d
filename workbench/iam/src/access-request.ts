/** The principal of a request: the kinds that a serverless system has. */
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
 * The request's context by condition key (`aws:SourceArn`); letter case is ignored. A list is a multivalued
 * key. Keys that follow from the principal and the resource (`aws:PrincipalArn`, `aws:PrincipalAccount`,
 * `aws:PrincipalType`, `aws:PrincipalIsAWSService`, `aws:PrincipalServiceName`, `aws:ResourceAccount`) are set
 * automatically, unless they are given. Binary values are base64.
 */
export type RequestContext = Readonly<Record<string, string | readonly string[]>>;

/** A request that IAM evaluates: one action on one resource by one principal. */
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
