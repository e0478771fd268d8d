/** An API Gateway HTTP API as the Plan has it. */
export type HttpApiDefinition = {
  readonly logicalName: string;
  readonly apiId: string;
  readonly name: string;
  /** `https://<apiId>.execute-api.<region>.amazonaws.com` */
  readonly endpoint: string;
  /** `arn:aws:execute-api:<region>:<account>:<apiId>` */
  readonly executionArn: string;
  readonly stageName: string;
  readonly cors?: {
    readonly allowOrigins: readonly string[];
    readonly allowMethods: readonly string[];
    readonly allowHeaders: readonly string[];
    readonly exposeHeaders: readonly string[];
    readonly maxAgeSeconds?: number;
    readonly allowCredentials: boolean;
  };
  readonly routes: readonly HttpRouteDefinition[];
};

/** A route with the Lambda function behind it. */
export type HttpRouteDefinition = {
  readonly logicalName: string;
  /** `POST /orders/{id}/cancel`, `ANY /{proxy+}` or `$default`. */
  readonly routeKey: string;
  readonly functionArn: string;
  /** Why the local stage does not serve it: it leads to no function, or is guarded by something that is not understood. */
  readonly unserved?: string;
  /** API Gateway's own limit is 30 s. */
  readonly timeoutMs: number;
  /** What the stage's settings let through of this route, by itself; absent: only the account's limits. */
  readonly throttle?: { readonly requestsPerSecond: number; readonly burst: number };
  readonly authorizer?: {
    readonly name: string;
    readonly issuer: string;
    readonly audiences: readonly string[];
    /** `$request.header.Authorization` */
    readonly identitySources: readonly string[];
    /** A token needs at least one of these; empty means any valid token. */
    readonly scopes: readonly string[];
  };
};
