import { quotas } from "../quotas.ts";
import {
  all,
  arn,
  ec2Id,
  free,
  has,
  hasNone,
  integer,
  is,
  its,
  like,
  oneOf,
  type ServiceConstraints,
  tags,
  text,
  when,
} from "./constraint.ts";

const api = "https://docs.aws.amazon.com/lambda/latest/api";

const functionName = like(
  "(?:arn:aws[a-z-]*:lambda:[a-z0-9-]+:\\d{12}:function:)?[a-zA-Z0-9_-]{1,64}(?::[a-zA-Z0-9$_-]+)?",
  "a function's name or ARN",
);

const { lambda, queueSource } = quotas;

export const lambdaConstraints: ServiceConstraints = {
  "aws:lambda/function:Function": {
    page: `${api}/API_CreateFunction.html`,
    required: ["role"],
    properties: {
      name: like("[a-zA-Z0-9_-]{1,64}", "1 to 64 letters, digits, hyphens and underscores"),
      description: text(0, 256),
      handler: like("\\S{1,128}", "1 to 128 characters without spaces"),
      // Those that AWS publishes and has not deprecated, which take no new function:
      // https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html
      runtime: oneOf(
        ...["nodejs20.x", "nodejs22.x", "nodejs24.x", "nodejs26.x"],
        ...["python3.10", "python3.11", "python3.12", "python3.13", "python3.14", "python3.15"],
        ...["java8.al2", "java8.al2023", "java11", "java11.al2023", "java17", "java17.al2023"],
        ...["java21", "java25", "dotnet8", "dotnet10"],
        ...["ruby3.2", "ruby3.3", "ruby3.4", "ruby4.0", "provided.al2", "provided.al2023"],
      ),
      architectures: { type: "array", minItems: 1, maxItems: 1, items: oneOf("x86_64", "arm64") },
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
      packageType: oneOf("Zip", "Image"),
      s3Bucket: like("[0-9A-Za-z._-]{2,62}[0-9A-Za-z_-]", "a bucket's name"),
      s3Key: text(1, 1_024),
      s3ObjectVersion: text(1, 1_024),
      imageUri: free,
      sourceCodeHash: free,
      kmsKeyArn: arn("kms"),
      // validation/environment.ts checks the names and what they take together.
      environment: free,
      vpcConfig: {
        properties: {
          subnetIds: { type: "array", maxItems: 16, items: ec2Id("subnet") },
          securityGroupIds: { type: "array", maxItems: 5, items: ec2Id("sg") },
        },
      },
      loggingConfig: {
        properties: {
          logFormat: oneOf("JSON", "Text"),
          applicationLogLevel: oneOf("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"),
          systemLogLevel: oneOf("DEBUG", "INFO", "WARN"),
          logGroup: like("[.\\-_/#A-Za-z0-9]{1,512}", "1 to 512 letters, digits and _-/.#"),
        },
      },
      tracingConfig: { properties: { mode: oneOf("Active", "PassThrough") } },
      deadLetterConfig: { properties: { targetArn: arn("(?:sqs|sns)") } },
      layers: { type: "array", maxItems: 5, items: arn("lambda", "layer:[a-zA-Z0-9_-]+:\\d+") },
      snapStart: { properties: { applyOn: oneOf("PublishedVersions", "None") } },
      tags,
    },
    together: [
      {
        ...when(is("packageType", "Image"), has("imageUri"), has("handler", "runtime")),
        says: "a function of a zip needs handler and runtime, one of an image imageUri",
      },
      {
        ...when(
          all(
            has("vpcConfig"),
            its("vpcConfig", all(has("subnetIds"), its("subnetIds", { minItems: 1 }))),
          ),
          its("vpcConfig", all(has("securityGroupIds"), its("securityGroupIds", { minItems: 1 }))),
        ),
        says: "a function in subnets needs a security group",
      },
      {
        ...when(
          all(
            has("loggingConfig"),
            its("loggingConfig", { anyOf: [has("applicationLogLevel"), has("systemLogLevel")] }),
          ),
          its("loggingConfig", is("logFormat", "JSON")),
        ),
        says: "log levels need the log format JSON",
      },
    ],
  },
  "aws:lambda/eventSourceMapping:EventSourceMapping": {
    page: `${api}/API_CreateEventSourceMapping.html`,
    required: ["functionName"],
    properties: {
      eventSourceArn: arn(),
      functionName,
      // What a FIFO queue, and a window, make of it: validation/queue-sources.ts and stream-sources.ts.
      batchSize: integer(1, queueSource.batchMessages.value),
      maximumBatchingWindowInSeconds: integer(0, queueSource.longestWindowSeconds.value),
      functionResponseTypes: {
        type: "array",
        maxItems: 1,
        items: oneOf("ReportBatchItemFailures"),
      },
      scalingConfig: {
        properties: {
          maximumConcurrency: integer(
            queueSource.lowestConcurrency.value,
            queueSource.highestConcurrency.value,
          ),
        },
      },
      startingPosition: oneOf("TRIM_HORIZON", "LATEST", "AT_TIMESTAMP"),
      startingPositionTimestamp: free,
      parallelizationFactor: integer(1, 10),
      maximumRecordAgeInSeconds: {
        anyOf: [{ const: -1 }, integer(60, 604_800)],
        says: "-1 for as long as the stream keeps it, or 60 to 604800",
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
    together: [
      {
        ...when(
          all(has("eventSourceArn"), its("eventSourceArn", { pattern: ":sqs:" })),
          hasNone(
            ...["startingPosition", "parallelizationFactor", "bisectBatchOnFunctionError"],
            ...["maximumRecordAgeInSeconds", "maximumRetryAttempts", "tumblingWindowInSeconds"],
          ),
        ),
        says: "a starting position, parallelization factor, bisecting, record age, retries and tumbling window are for streams alone",
      },
      {
        ...when(
          all(has("eventSourceArn"), its("eventSourceArn", { pattern: ":(?:kinesis|dynamodb):" })),
          all(has("startingPosition"), hasNone("scalingConfig")),
        ),
        says: "a stream needs a starting position, and has no maximum concurrency",
      },
      {
        ...when(is("startingPosition", "AT_TIMESTAMP"), has("startingPositionTimestamp")),
        says: "the starting position AT_TIMESTAMP needs its time",
      },
    ],
  },
  "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig": {
    page: `${api}/API_PutFunctionEventInvokeConfig.html`,
    required: ["functionName"],
    properties: {
      functionName,
      qualifier: like("\\$LATEST|[a-zA-Z0-9_-]{1,128}", "$LATEST, a version or an alias"),
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
    properties: { functionName, recursiveLoop: oneOf("Allow", "Terminate") },
  },
  "aws:lambda/invocation:Invocation": {
    page: `${api}/API_Invoke.html`,
    required: ["functionName", "input"],
    properties: { functionName, input: free, qualifier: free, triggers: free },
  },
  "aws:lambda/permission:Permission": {
    page: `${api}/API_AddPermission.html`,
    required: ["action", "function", "principal"],
    properties: {
      action: like("lambda:\\*|lambda:[a-zA-Z]+|\\*", "an action of Lambda's"),
      function: functionName,
      principal: like("\\S{1,2048}", "1 to 2048 characters without spaces"),
      statementId: like(
        "[a-zA-Z0-9_-]{1,100}",
        "1 to 100 letters, digits, hyphens and underscores",
      ),
      sourceArn: arn(),
      sourceAccount: like("\\d{12}", "the 12 digits of an account"),
      principalOrgId: like("o-[a-z0-9]{10,32}", "an organization's id"),
      qualifier: like("\\$LATEST|[a-zA-Z0-9_-]{1,128}", "$LATEST, a version or an alias"),
      functionUrlAuthType: oneOf("NONE", "AWS_IAM"),
    },
  },
};
