import { quotas } from "../quotas.ts";
import {
  all,
  arn,
  ec2Id,
  enumOf,
  has,
  hasNone,
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

const api = "https://docs.aws.amazon.com/lambda/latest/api";

const functionName = matching(
  "(?:arn:aws[a-z-]*:lambda:[a-z0-9-]+:\\d{12}:function:)?[a-zA-Z0-9_-]{1,64}(?::[a-zA-Z0-9$_-]+)?",
  "a function's name or ARN",
);

const { lambda, queueSource } = quotas;

/** At most two versions of an alias: https://docs.aws.amazon.com/lambda/latest/dg/configuring-alias-routing.html */
const oneAdditionalVersion = {
  type: "object",
  maxProperties: 1,
  propertyNames: matching("[0-9]{1,1024}", "a published version"),
  additionalProperties: { type: "number", minimum: 0, maximum: 1 },
  page: "https://docs.aws.amazon.com/lambda/latest/dg/configuring-alias-routing.html",
} as const;

export const lambdaConstraints: ServiceConstraints = {
  "aws:lambda/alias:Alias": {
    page: `${api}/API_CreateAlias.html`,
    required: ["functionName", "functionVersion"],
    properties: {
      name: matching(
        "(?![0-9]+$)[a-zA-Z0-9_-]{1,128}",
        "1 to 128 letters, digits, hyphens and underscores, not digits alone",
      ),
      description: text(0, 256),
      functionName,
      functionVersion: matching("\\$LATEST|[0-9]{1,1024}", "a published version or $LATEST"),
      routingConfig: { properties: { additionalVersionWeights: oneAdditionalVersion } },
    },
    rules: [
      {
        ...when(has("routingConfig"), { not: is("functionVersion", "$LATEST") }),
        description: "a weighted alias needs published versions, not $LATEST",
      },
    ],
  },
  "aws:lambda/function:Function": {
    page: `${api}/API_CreateFunction.html`,
    required: ["role"],
    properties: {
      name: matching("[a-zA-Z0-9_-]{1,64}", "1 to 64 letters, digits, hyphens and underscores"),
      description: text(0, 256),
      handler: matching("\\S{1,128}", "1 to 128 characters without spaces"),
      // The runtimes that AWS publishes and has not deprecated: a deprecated one cannot be used for a new function.
      // https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html
      runtime: enumOf(
        ...["nodejs20.x", "nodejs22.x", "nodejs24.x", "nodejs26.x"],
        ...["python3.10", "python3.11", "python3.12", "python3.13", "python3.14", "python3.15"],
        ...["java8.al2", "java8.al2023", "java11", "java11.al2023", "java17", "java17.al2023"],
        ...["java21", "java25", "dotnet8", "dotnet10"],
        ...["ruby3.2", "ruby3.3", "ruby3.4", "ruby4.0", "provided.al2", "provided.al2023"],
      ),
      architectures: { type: "array", minItems: 1, maxItems: 1, items: enumOf("x86_64", "arm64") },
      role: arn("iam", "role/?[a-zA-Z_0-9+=,.@\\-_/]+"),
      timeout: {
        ...integer(lambda.shortestTimeoutSeconds.value, lambda.longestTimeoutSeconds.value),
        page: lambda.longestTimeoutSeconds.page,
      },
      memorySize: {
        ...integer(lambda.smallestMemoryMb.value, lambda.largestMemoryMb.value),
        page: lambda.largestMemoryMb.page,
      },
      ephemeralStorage: {
        properties: {
          size: {
            ...integer(lambda.smallestStorageMb.value, lambda.largestStorageMb.value),
            page: lambda.largestStorageMb.page,
          },
        },
        required: ["size"],
      },
      reservedConcurrentExecutions: integer(-1),
      packageType: enumOf("Zip", "Image"),
      s3Bucket: matching("[0-9A-Za-z._-]{2,62}[0-9A-Za-z_-]", "a bucket's name"),
      s3Key: text(1, 1_024),
      s3ObjectVersion: text(1, 1_024),
      imageUri: unconstrained,
      sourceCodeHash: unconstrained,
      kmsKeyArn: arn("kms"),
      // validation/environment.ts checks the names and the total size.
      environment: unconstrained,
      vpcConfig: {
        properties: {
          subnetIds: { type: "array", maxItems: 16, items: ec2Id("subnet") },
          securityGroupIds: { type: "array", maxItems: 5, items: ec2Id("sg") },
        },
      },
      loggingConfig: {
        properties: {
          logFormat: enumOf("JSON", "Text"),
          applicationLogLevel: enumOf("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"),
          systemLogLevel: enumOf("DEBUG", "INFO", "WARN"),
          logGroup: matching("[.\\-_/#A-Za-z0-9]{1,512}", "1 to 512 letters, digits and _-/.#"),
        },
      },
      tracingConfig: { properties: { mode: enumOf("Active", "PassThrough") } },
      deadLetterConfig: { properties: { targetArn: arn("(?:sqs|sns)") } },
      layers: { type: "array", maxItems: 5, items: arn("lambda", "layer:[a-zA-Z0-9_-]+:\\d+") },
      snapStart: { properties: { applyOn: enumOf("PublishedVersions", "None") } },
      tags,
    },
    rules: [
      {
        ...when(is("packageType", "Image"), has("imageUri"), has("handler", "runtime")),
        description:
          "a function with a zip needs handler and runtime, a function with an image needs imageUri",
      },
      {
        ...when(
          all(
            has("vpcConfig"),
            property("vpcConfig", all(has("subnetIds"), property("subnetIds", { minItems: 1 }))),
          ),
          property(
            "vpcConfig",
            all(has("securityGroupIds"), property("securityGroupIds", { minItems: 1 })),
          ),
        ),
        description: "a function in subnets needs a security group",
      },
      {
        ...when(
          all(
            has("loggingConfig"),
            property("loggingConfig", {
              anyOf: [has("applicationLogLevel"), has("systemLogLevel")],
            }),
          ),
          property("loggingConfig", is("logFormat", "JSON")),
        ),
        description: "log levels need the log format JSON",
      },
    ],
  },
  "aws:lambda/eventSourceMapping:EventSourceMapping": {
    page: `${api}/API_CreateEventSourceMapping.html`,
    required: ["functionName"],
    properties: {
      eventSourceArn: arn(),
      functionName,
      // validation/queue-sources.ts and stream-sources.ts check it against a FIFO queue and a window.
      batchSize: integer(1, queueSource.batchMessages.value),
      maximumBatchingWindowInSeconds: integer(0, queueSource.longestWindowSeconds.value),
      functionResponseTypes: {
        type: "array",
        maxItems: 1,
        items: enumOf("ReportBatchItemFailures"),
      },
      scalingConfig: {
        properties: {
          maximumConcurrency: integer(
            queueSource.lowestConcurrency.value,
            queueSource.highestConcurrency.value,
          ),
        },
      },
      startingPosition: enumOf("TRIM_HORIZON", "LATEST", "AT_TIMESTAMP"),
      startingPositionTimestamp: unconstrained,
      parallelizationFactor: integer(1, 10),
      maximumRecordAgeInSeconds: {
        anyOf: [{ const: -1 }, integer(60, 604_800)],
        description: "-1 for the retention of the stream, or 60 to 604800",
      },
      maximumRetryAttempts: integer(-1, 10_000),
      tumblingWindowInSeconds: integer(0, 900),
      destinationConfig: {
        properties: {
          onFailure: { properties: { destinationArn: arn() }, required: ["destinationArn"] },
        },
      },
      filterCriteria: {
        properties: {
          filters: {
            type: "array",
            maxItems: 5,
            items: { properties: { pattern: text(0, 4_096) } },
            page: "https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html",
          },
        },
      },
      tags,
    },
    rules: [
      {
        ...when(
          all(has("eventSourceArn"), property("eventSourceArn", { pattern: ":sqs:" })),
          hasNone(
            ...["startingPosition", "parallelizationFactor", "bisectBatchOnFunctionError"],
            ...["maximumRecordAgeInSeconds", "maximumRetryAttempts", "tumblingWindowInSeconds"],
          ),
        ),
        description:
          "a starting position, parallelization factor, bisecting, record age, retries and tumbling window are only for streams",
      },
      {
        ...when(
          all(
            has("eventSourceArn"),
            property("eventSourceArn", { pattern: ":(?:kinesis|dynamodb):" }),
          ),
          all(has("startingPosition"), hasNone("scalingConfig")),
        ),
        description: "a stream needs a starting position and has no maximum concurrency",
      },
      {
        ...when(is("startingPosition", "AT_TIMESTAMP"), has("startingPositionTimestamp")),
        description: "the starting position AT_TIMESTAMP needs its time",
      },
    ],
  },
  "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig": {
    page: `${api}/API_PutFunctionEventInvokeConfig.html`,
    required: ["functionName"],
    properties: {
      functionName,
      qualifier: matching("\\$LATEST|[a-zA-Z0-9_-]{1,128}", "$LATEST, a version or an alias"),
      maximumEventAgeInSeconds: integer(60, 21_600),
      maximumRetryAttempts: integer(0, 2),
      destinationConfig: {
        properties: {
          onFailure: { properties: { destination: arn() } },
          onSuccess: { properties: { destination: arn() } },
        },
      },
    },
  },
  "aws:lambda/functionRecursionConfig:FunctionRecursionConfig": {
    page: `${api}/API_PutFunctionRecursionConfig.html`,
    required: ["functionName", "recursiveLoop"],
    properties: { functionName, recursiveLoop: enumOf("Allow", "Terminate") },
  },
  "aws:lambda/invocation:Invocation": {
    page: `${api}/API_Invoke.html`,
    required: ["functionName", "input"],
    properties: {
      functionName,
      input: unconstrained,
      qualifier: unconstrained,
      triggers: unconstrained,
    },
  },
  "aws:lambda/permission:Permission": {
    page: `${api}/API_AddPermission.html`,
    required: ["action", "function", "principal"],
    properties: {
      action: matching("lambda:\\*|lambda:[a-zA-Z]+|\\*", "an action of Lambda"),
      function: functionName,
      principal: matching("\\S{1,2048}", "1 to 2048 characters without spaces"),
      statementId: matching(
        "[a-zA-Z0-9_-]{1,100}",
        "1 to 100 letters, digits, hyphens and underscores",
      ),
      sourceArn: arn(),
      sourceAccount: matching("\\d{12}", "an account id of 12 digits"),
      principalOrgId: matching("o-[a-z0-9]{10,32}", "an organization's id"),
      qualifier: matching("\\$LATEST|[a-zA-Z0-9_-]{1,128}", "$LATEST, a version or an alias"),
      functionUrlAuthType: enumOf("NONE", "AWS_IAM"),
    },
  },
};
