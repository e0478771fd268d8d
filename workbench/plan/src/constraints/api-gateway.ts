import {
  all,
  arn,
  enumOf,
  has,
  integer,
  is,
  matching,
  property,
  type ServiceConstraints,
  tags,
  text,
  unconstrained,
  when,
} from "./constraint.ts";

const api = "https://docs.aws.amazon.com/apigatewayv2/latest/api-reference";

const id = matching("[a-zA-Z0-9]+", "an id of API Gateway");

const routeSettings = {
  properties: {
    throttlingBurstLimit: integer(0),
    throttlingRateLimit: { type: "number", minimum: 0 },
    loggingLevel: enumOf("ERROR", "INFO", "OFF"),
  },
} as const;

/** The constraints of HTTP APIs. */
export const apiGatewayConstraints: ServiceConstraints = {
  "aws:apigatewayv2/api:Api": {
    page: `${api}/apis.html`,
    required: ["protocolType"],
    properties: {
      name: text(1, 128),
      description: text(0, 1_024),
      protocolType: enumOf("HTTP", "WEBSOCKET"),
      version: text(1, 64),
      corsConfiguration: {
        properties: {
          allowHeaders: { type: "array", items: text(1, 1_024) },
          allowMethods: {
            type: "array",
            items: enumOf("*", "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"),
          },
          allowOrigins: { type: "array", items: text(1, 1_024) },
          exposeHeaders: { type: "array", items: text(1, 1_024) },
          maxAge: integer(-1, 86_400),
        },
        ...when(
          is("allowCredentials", true),
          property("allowOrigins", { items: { not: { const: "*" } } }),
        ),
        description: "without credentials, or with named origins",
      },
      ipAddressType: enumOf("ipv4", "dualstack"),
      routeKey: unconstrained,
      routeSelectionExpression: unconstrained,
      target: text(1, 2_048),
      tags,
    },
  },
  "aws:apigatewayv2/authorizer:Authorizer": {
    page: `${api}/apis-apiid-authorizers.html`,
    required: ["apiId", "authorizerType"],
    properties: {
      apiId: id,
      name: text(1, 128),
      authorizerType: enumOf("REQUEST", "JWT"),
      identitySources: {
        type: "array",
        items: matching("\\$\\S+", "an expression that begins with $"),
      },
      authorizerUri: text(1, 2_048),
      authorizerPayloadFormatVersion: enumOf("1.0", "2.0"),
      authorizerResultTtlInSeconds: integer(0, 3_600),
      jwtConfiguration: {
        properties: {
          issuer: { ...matching("https://\\S+", "an https URL"), maxLength: 2_048 },
          audiences: { type: "array", minItems: 1, maxItems: 50, items: text(1, 2_048) },
        },
      },
    },
    rules: [
      {
        ...when(
          is("authorizerType", "JWT"),
          all(
            has("jwtConfiguration", "identitySources"),
            property("jwtConfiguration", has("issuer", "audiences")),
          ),
          has("authorizerUri"),
        ),
        description:
          "a JWT authorizer needs issuer, audiences and identity sources, a Lambda authorizer its URI",
      },
    ],
  },
  "aws:apigatewayv2/integration:Integration": {
    page: `${api}/apis-apiid-integrations.html`,
    required: ["apiId", "integrationType"],
    properties: {
      apiId: id,
      description: text(0, 1_024),
      connectionType: enumOf("INTERNET", "VPC_LINK"),
      connectionId: text(1, 1_024),
      integrationType: enumOf("AWS", "HTTP", "MOCK", "HTTP_PROXY", "AWS_PROXY"),
      integrationMethod: text(1, 64),
      integrationUri: text(1, 2_048),
      payloadFormatVersion: enumOf("1.0", "2.0"),
      timeoutMilliseconds: integer(50, 30_000),
      credentialsArn: arn("iam"),
    },
    rules: [
      {
        ...when(is("integrationType", "AWS_PROXY", "HTTP_PROXY"), has("integrationUri")),
        description: "a proxy integration needs its URI",
      },
      {
        ...when(is("connectionType", "VPC_LINK"), has("connectionId")),
        description: "a VPC link needs its id",
      },
    ],
  },
  "aws:apigatewayv2/route:Route": {
    page: `${api}/apis-apiid-routes.html`,
    required: ["apiId", "routeKey"],
    properties: {
      apiId: id,
      // The route keys of a WebSocket API are free words.
      routeKey: matching(
        "(?:ANY|GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) /\\S*|[^\\s/]+",
        "$default, a method and a path (GET /orders/{id}), or one word",
      ),
      authorizationType: enumOf("NONE", "AWS_IAM", "CUSTOM", "JWT"),
      authorizerId: id,
      authorizationScopes: { type: "array", maxItems: 10, items: text(1, 64) },
      operationName: text(1, 64),
      target: { ...matching("integrations/\\S+", "integrations/ and an id"), maxLength: 128 },
    },
    rules: [
      {
        ...when(is("authorizationType", "JWT", "CUSTOM"), has("authorizerId")),
        description: "a route with an authorizer needs its id",
      },
      {
        ...when(has("authorizationScopes"), is("authorizationType", "JWT")),
        description: "scopes are for routes whose authorization is JWT",
      },
    ],
  },
  "aws:apigatewayv2/stage:Stage": {
    page: `${api}/apis-apiid-stages.html`,
    required: ["apiId"],
    properties: {
      apiId: id,
      name: matching(
        "\\$default|[a-zA-Z0-9_-]{1,128}",
        "$default, or 1 to 128 letters, digits, hyphens and underscores",
      ),
      description: text(0, 1_024),
      accessLogSettings: {
        required: ["destinationArn", "format"],
        properties: { destinationArn: arn("(?:logs|firehose)"), format: text(1, 1_024) },
      },
      defaultRouteSettings: routeSettings,
      routeSettings: {
        type: "array",
        items: {
          required: ["routeKey"],
          properties: { routeKey: text(1, 1_024), ...routeSettings.properties },
        },
      },
      stageVariables: unconstrained,
      tags,
    },
  },
};
