/** A quota of AWS, with its source. */
type Quota = {
  readonly value: number;
  /** The page with the value. */
  readonly page: string;
  /** A: from AWS's documentation or SDK. B: from a third party. */
  readonly grade: "A" | "B";
  /** The month in which it was read. */
  readonly asOf: string;
};

type Source = Omit<Quota, "value">;

const kib = 1_024;
const mib = 1_024 * kib;
const gib = 1_024 * mib;

const read = { grade: "A", asOf: "2026-11" } as const;
const lambdaLimits: Source = {
  ...read,
  page: "https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html",
};
const sqsMessages: Source = {
  ...read,
  page: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html",
};
const sqsQueues: Source = {
  ...read,
  page: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-queues.html",
};
const kinesisLimits: Source = {
  ...read,
  page: "https://docs.aws.amazon.com/streams/latest/dev/service-sizes-and-limits.html",
};
const stepFunctionsLimits: Source = {
  ...read,
  page: "https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html",
};

/**
 * Every quota that is enforced or checked here, by service. A quota that an account can raise has AWS's default value. The unit is in
 * the name.
 */
export const quotas = {
  lambda: {
    ...quotasOf(lambdaLimits, {
      concurrentExecutions: 1_000,
      longestTimeoutSeconds: 900,
      smallestMemoryMb: 128,
      largestMemoryMb: 10_240,
      smallestStorageMb: 512,
      largestStorageMb: 10_240,
      environmentVariablesBytes: 4 * kib,
      requestBytes: 6 * mib,
      /** Of the code and its layers, unpacked. */
      codeBytes: 250 * mib,
      /** 256 KB before 2026-01-29. */
      asyncRequestBytes: mib,
    }),
    ...quotasOf(
      {
        ...read,
        page: "https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html",
      },
      { unreservedExecutions: 100 },
    ),
    ...quotasOf(
      { ...read, page: "https://docs.aws.amazon.com/lambda/latest/dg/configuration-timeout.html" },
      { shortestTimeoutSeconds: 1 },
    ),
    /** The page says 6 MB; recorded messages of Function.ResponseSizeTooLarge say 100 bytes more. */
    ...quotasOf({ ...lambdaLimits, grade: "B" }, { responseBytes: 6 * mib + 100 }),
    ...quotasOf(
      {
        ...read,
        page: "https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html",
      },
      { initMs: 10_000 },
    ),
    ...quotasOf(
      {
        ...read,
        page: "https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html",
      },
      /** "Approximately". */
      { invocationsInChain: 16 },
    ),
    ...quotasOf(
      {
        ...read,
        page: "https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html",
      },
      /** The memory with which a function has one whole virtual CPU. */
      { oneCpuMb: 1_769 },
    ),
    ...quotasOf(
      {
        ...read,
        page: "https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html",
      },
      { queuePollersAtFirst: 5, queuePollers: 1_250, queuePollersMorePerMinute: 300 },
    ),
    ...quotasOf(
      {
        ...read,
        page: "https://docs.aws.amazon.com/lambda/latest/dg/scaling-behavior.html",
      },
      /** Of each function, refilled continuously. */
      { environmentsPerTenSeconds: 1_000 },
    ),
    /** Requests a second of each execution environment, for synchronous invocations. */
    ...quotasOf(lambdaLimits, { requestsPerEnvironment: 10 }),
  },
  httpApi: {
    ...quotasOf(
      {
        ...read,
        page: "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html",
      },
      { integrationMs: 30_000, headBytes: 10_240, payloadBytes: 10 * mib },
    ),
    ...quotasOf(
      {
        ...read,
        page: "https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html",
      },
      { accountRequestsPerSecond: 10_000, accountBurst: 5_000 },
    ),
  },
  webSocketApi: quotasOf(
    {
      ...read,
      page: "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html",
    },
    {
      integrationMs: 29_000,
      messageBytes: 128 * kib,
      connectionSeconds: 7_200,
      idleSeconds: 600,
      newConnectionsPerSecond: 500,
    },
  ),
  /** Quotas of event source mappings from SQS. */
  queueSource: {
    ...quotasOf(
      {
        ...read,
        page: "https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html",
      },
      { batchMessages: 10_000, fifoBatchMessages: 10, longestWindowSeconds: 300 },
    ),
    ...quotasOf(
      {
        ...read,
        page: "https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html",
      },
      { lowestConcurrency: 2, highestConcurrency: 1_000 },
    ),
  },
  sqs: {
    /** 256 KiB before August 2025. */
    ...quotasOf(sqsMessages, {
      messageBytes: mib,
      batchBytes: mib,
      batchMessages: 10,
      messageAttributes: 10,
      shortestRetentionSeconds: 60,
      longestRetentionSeconds: 14 * 24 * 3_600,
      longestVisibilitySeconds: 43_200,
    }),
    ...quotasOf(sqsQueues, { inFlightMessages: 120_000 }),
    ...quotasOf(
      {
        ...read,
        page: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-delay-queues.html",
      },
      { longestDelaySeconds: 900 },
    ),
    ...quotasOf(
      {
        ...read,
        page: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html",
      },
      { movesPerSecond: 500 },
    ),
  },
  kinesis: {
    ...quotasOf(kinesisLimits, {
      shardRecordsPerSecond: 1_000,
      shardWrittenBytesPerSecond: mib,
      shardReadBytesPerSecond: 2 * mib,
      shardCallsPerSecond: 5,
      recordBytes: mib,
      largestRecordKib: 10_240,
      readRecords: 10_000,
      readBytes: 10 * mib,
    }),
    ...quotasOf(
      {
        ...read,
        page: "https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecords.html",
      },
      { putRecords: 500, putBytes: 10 * mib },
    ),
  },
  stepFunctions: {
    ...quotasOf(stepFunctionsLimits, { dataBytes: 256 * kib, historyEvents: 25_000 }),
    /**
     * Token buckets of standard workflows in us-east-1; most other regions have less, and new accounts fewer transitions. An older copy
     * of the page has a refill of 1,500 transitions.
     */
    ...quotasOf(
      { ...stepFunctionsLimits, grade: "B" },
      {
        startsAtOnce: 1_300,
        startsPerSecond: 300,
        transitionsAtOnce: 5_000,
        transitionsPerSecond: 5_000,
        taskResultsAtOnce: 3_000,
        taskResultsPerSecond: 500,
      },
    ),
    ...quotasOf(
      {
        ...read,
        page: "https://docs.aws.amazon.com/step-functions/latest/dg/redrive-executions.html",
      },
      /** An execution with so many events in its history cannot be redriven. */
      { redrivableDays: 14, redrivableHistoryEvents: 24_999 },
    ),
  },
  s3: {
    ...quotasOf(
      {
        ...read,
        page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/upload-objects.html",
      },
      { putBytes: 5 * gib },
    ),
    ...quotasOf(
      { ...read, page: "https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html" },
      { copyBytes: 5 * gib },
    ),
    ...quotasOf(
      { ...read, page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html" },
      { smallestPartBytes: 5 * mib },
    ),
    ...quotasOf(
      {
        ...read,
        page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html",
      },
      { keyBytes: kib },
    ),
    ...quotasOf(
      {
        // The page's sentence, as quoted by others.
        ...read,
        grade: "B",
        page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html",
      },
      { metadataBytes: 2 * kib },
    ),
  },
  cloudwatch: {
    ...quotasOf(
      {
        ...read,
        page: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html",
      },
      {
        requestBytes: mib,
        metricsPerRequest: 1_000,
        valuesPerMetric: 150,
        dimensionsPerMetric: 30,
      },
    ),
    ...quotasOf(
      {
        ...read,
        page: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html",
      },
      {
        alarmEvaluationSeconds: 7 * 86_400,
        /** With a period of less than an hour. */
        alarmEvaluationSecondsOfShortPeriods: 86_400,
      },
    ),
    ...quotasOf(
      {
        ...read,
        page: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html",
      },
      { alarmsPerAlarmRule: 100 },
    ),
    ...quotasOf(
      {
        ...read,
        page: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html",
      },
      { widgetsPerDashboard: 500, metricsPerDashboard: 2_500, metricsPerWidget: 500 },
    ),
    ...quotasOf(
      {
        ...read,
        page: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html",
      },
      { queriesPerRequest: 500, dataPointsPerRequest: 100_800 },
    ),
    ...quotasOf(
      {
        ...read,
        page: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricStatistics.html",
      },
      { dataPointsPerStatistics: 1_440 },
    ),
    ...quotasOf(
      {
        ...read,
        page: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListMetrics.html",
      },
      { metricsPerList: 500 },
    ),
    ...quotasOf(
      {
        ...read,
        page: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html",
      },
      { alarmNames: 100, alarmsPerPage: 100 },
    ),
    ...quotasOf(
      {
        ...read,
        page: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html",
      },
      {
        embeddedMetrics: 100,
        embeddedDimensions: 30,
        embeddedValues: 100,
        embeddedBytes: mib,
      },
    ),
  },
  vpc: quotasOf(
    {
      ...read,
      page: "https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html",
    },
    { vpcsPerRegion: 5 },
  ),
  parameterStore: {
    ...quotasOf(
      {
        ...read,
        page: "https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html",
      },
      { standardValueBytes: 4 * kib, advancedValueBytes: 8 * kib },
    ),
    ...quotasOf(
      {
        ...read,
        page: "https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html",
      },
      { hierarchyLevels: 15 },
    ),
  },
  dynamodb: quotasOf(
    {
      ...read,
      page: "https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html",
    },
    { itemBytes: 400 * kib },
  ),
};

/** Quotas with the same source. */
function quotasOf<Name extends string>(
  source: Source,
  values: { readonly [name in Name]: number },
): { readonly [name in Name]: Quota } {
  const entries = Object.entries<number>(values);
  return Object.fromEntries(entries.map(([name, value]) => [name, { value, ...source }])) as {
    [name in Name]: Quota;
  };
}
