/** Modules that make a function slower without any use, or with a leaner replacement. */
export type ForbiddenModules = {
  /** The name of the rule, after `latency/`. */
  readonly rule: string;
  /** Matches their paths, which begin with the package: `zod/v4/core/util.js`. */
  readonly modules: RegExp;
  readonly because: string;
  readonly instead: string;
};

/** Shares of CPU are those of init and the first invocation: docs/performance.md. */
export const forbiddenModules: readonly ForbiddenModules[] = [
  {
    rule: "credential-chain",
    modules:
      /^(?:@aws-sdk\/(?:nested-clients|token-providers|client-(?:sts|sso|sso-oidc|signin)|credential-provider-(?:node|ini|sso|process|web-identity|login|http))|@smithy\/credential-provider-imds)\//,
    // https://docs.aws.amazon.com/sdk-for-javascript/v3/developer-guide/setting-credentials-node.html
    because:
      "The SDK looks for credentials in files, profiles and other services, with clients of STS and SSO. Lambda gives them in environment variables",
    instead:
      "Make the client with the environment's credentials, and without the SDK's default provider.",
  },
  {
    rule: "whole-sdk",
    modules: /^aws-sdk\//,
    // https://aws.amazon.com/blogs/developer/announcing-end-of-support-for-aws-sdk-for-javascript-v2/
    because: "The SDK of version 2 contains the clients of all services, and its support has ended",
    instead: "Import the client of one service: @aws-sdk/client-...",
  },
  {
    rule: "whole-zod",
    modules: /^zod\/v4\/locales\/(?!en\.)/,
    because: "The object z contains all of zod, with its messages in every language",
    instead: 'import * as z from "zod"',
  },
  {
    rule: "zod-json-schema",
    modules: /^zod\/v4\/core\/(?:to-json-schema|json-schema-generator|json-schema-processors)\./,
    because: "Every schema brings its conversion to JSON Schema, which no invocation needs",
    instead: "Keep the conversion out of the bundle, and convert schemas when contracts are built.",
  },
  {
    rule: "xray-tracer",
    modules: /^(?:aws-xray-sdk(?:-core)?|@aws-lambda-powertools\/tracer)\//,
    // https://docs.aws.amazon.com/xray/latest/devguide/xray-daemon-eol.html
    because: "X-Ray's SDK adds a fifth to the CPU of init, and its support ends on 2027-02-25",
    instead: "Trace with OpenTelemetry, as the other functions do.",
  },
  {
    rule: "node-sdk",
    modules: /^@opentelemetry\/(?:sdk-node|auto-instrumentations-node)\//,
    because: "The NodeSDK imports every exporter that it may need: it doubles the CPU of init",
    instead: "Make the tracer provider with one exporter, as the other functions do.",
  },
];
