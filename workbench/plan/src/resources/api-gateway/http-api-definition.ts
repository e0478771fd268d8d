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

/** The limits of a route's token bucket. */
export type RouteThrottle = { readonly requestsPerSecond: number; readonly burst: number };

/** A route with its Lambda function. */
export type HttpRouteDefinition = {
  readonly logicalName: string;
  /** `POST /orders/{id}/cancel`, `ANY /{proxy+}` or `$default`. */
  readonly routeKey: string;
  /** Without a qualifier. */
  readonly functionArn: string;
  /** The version or alias of the function that the integration names. */
  readonly qualifier?: string;
  /** Why the local stage does not serve it: it has no Lambda function, or its authorization is not supported. */
  readonly unserved?: string;
  /** At most 30 s. */
  readonly timeoutMs: number;
  /** The throttling of this route in the stage's settings. Without it only the account's limits apply. */
  readonly throttle?: RouteThrottle;
  /** Set when the caller must sign and needs `execute-api:Invoke`. */
  readonly requiresIam?: true;
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
