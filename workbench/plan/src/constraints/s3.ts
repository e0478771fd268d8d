import {
  arn,
  enumOf,
  has,
  hasNone,
  integer,
  is,
  matching,
  type ServiceConstraints,
  tags,
  text,
  unconstrained,
  when,
} from "./constraint.ts";

const api = "https://docs.aws.amazon.com/AmazonS3/latest/API";

const bucket = {
  ...matching(
    "(?!\\d+\\.\\d+\\.\\d+\\.\\d+$)(?!xn--|sthree-|amzn-s3-demo-)(?!.*(?:\\.\\.|-s3alias$|--ol-s3$|--x-s3$))[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]",
    "3 to 63 lower-case letters, digits, hyphens and dots, by the rules of its page",
  ),
  page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html",
};

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-event-types-and-destinations.html */
const event = matching(
  "s3:(?:ObjectCreated:(?:\\*|Put|Post|Copy|CompleteMultipartUpload)|ObjectRemoved:(?:\\*|Delete|DeleteMarkerCreated)|ObjectRestore:(?:\\*|Post|Completed|Delete)|ReducedRedundancyLostObject|Replication:(?:\\*|OperationFailedReplication|OperationMissedThreshold|OperationReplicatedAfterThreshold|OperationNotTracked)|LifecycleExpiration:(?:\\*|Delete|DeleteMarkerCreated)|LifecycleTransition|IntelligentTiering|ObjectAcl:Put|ObjectTagging:(?:\\*|Put|Delete)|ObjectAnnotation:(?:\\*|Put|Delete))",
  "an event type of S3",
);

const destinations = (target: string) =>
  ({
    type: "array",
    maxItems: 100,
    items: {
      required: [target, "events"],
      properties: {
        [target]: arn(),
        id: text(0, 255),
        events: { type: "array", minItems: 1, items: event },
        filterPrefix: text(0, 1_024),
        filterSuffix: text(0, 1_024),
      },
    },
  }) as const;

const day = integer(1, 2_147_483_647);

const transition = {
  type: "array",
  items: {
    required: ["storageClass"],
    properties: {
      days: integer(0, 2_147_483_647),
      noncurrentDays: day,
      newerNoncurrentVersions: integer(1, 100),
      storageClass: enumOf(
        ...["GLACIER", "STANDARD_IA", "ONEZONE_IA", "INTELLIGENT_TIERING", "DEEP_ARCHIVE"],
        "GLACIER_IR",
      ),
      date: unconstrained,
    },
  },
} as const;

export const s3Constraints: ServiceConstraints = {
  "aws:s3/bucket:Bucket": {
    page: `${api}/API_CreateBucket.html`,
    properties: { bucket, bucketPrefix: unconstrained, tags },
  },
  "aws:s3/bucketVersioning:BucketVersioning": {
    page: `${api}/API_PutBucketVersioning.html`,
    required: ["bucket", "versioningConfiguration"],
    properties: {
      bucket,
      versioningConfiguration: {
        required: ["status"],
        // Pulumi calls a bucket that never had versions Disabled.
        properties: {
          status: enumOf("Enabled", "Suspended", "Disabled"),
          mfaDelete: enumOf("Enabled", "Disabled"),
        },
      },
    },
  },
  "aws:s3/bucketPolicy:BucketPolicy": {
    page: `${api}/API_PutBucketPolicy.html`,
    required: ["bucket", "policy"],
    properties: {
      bucket,
      policy: {
        policyCharacters: 20_480,
        page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html",
      },
    },
  },
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": {
    page: `${api}/API_PutPublicAccessBlock.html`,
    required: ["bucket"],
    properties: { bucket },
  },
  "aws:s3/bucketCorsConfiguration:BucketCorsConfiguration": {
    page: `${api}/API_PutBucketCors.html`,
    required: ["bucket", "corsRules"],
    properties: {
      bucket,
      corsRules: {
        type: "array",
        minItems: 1,
        maxItems: 100,
        items: {
          required: ["allowedMethods", "allowedOrigins"],
          properties: {
            id: text(0, 255),
            allowedMethods: {
              type: "array",
              items: enumOf("GET", "PUT", "HEAD", "POST", "DELETE"),
            },
            allowedOrigins: { type: "array", items: unconstrained },
            allowedHeaders: { type: "array", items: unconstrained },
            exposeHeaders: { type: "array", items: unconstrained },
            maxAgeSeconds: integer(0),
          },
        },
      },
    },
  },
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": {
    page: `${api}/API_PutBucketEncryption.html`,
    required: ["bucket", "rules"],
    properties: {
      bucket,
      rules: {
        type: "array",
        minItems: 1,
        maxItems: 1,
        items: {
          properties: {
            applyServerSideEncryptionByDefault: {
              required: ["sseAlgorithm"],
              properties: {
                sseAlgorithm: enumOf("AES256", "aws:kms", "aws:kms:dsse"),
                kmsMasterKeyId: unconstrained,
              },
              ...when(is("sseAlgorithm", "AES256"), hasNone("kmsMasterKeyId")),
              description: "without a KMS key where S3 encrypts with its own key",
            },
          },
        },
      },
    },
  },
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": {
    page: `${api}/API_PutBucketLifecycleConfiguration.html`,
    required: ["bucket", "rules"],
    properties: {
      bucket,
      rules: {
        type: "array",
        minItems: 1,
        maxItems: 1_000,
        items: {
          required: ["id", "status"],
          properties: {
            id: text(1, 255),
            status: enumOf("Enabled", "Disabled"),
            prefix: text(0, 1_024),
            filter: {
              properties: {
                prefix: text(0, 1_024),
                objectSizeGreaterThan: integer(0),
                objectSizeLessThan: integer(1),
                tag: unconstrained,
                and: unconstrained,
              },
            },
            abortIncompleteMultipartUpload: { properties: { daysAfterInitiation: day } },
            expiration: {
              properties: { days: day, date: unconstrained },
              not: has("days", "date"),
              description: "days or a date, not both",
            },
            noncurrentVersionExpiration: {
              properties: { noncurrentDays: day, newerNoncurrentVersions: integer(1, 100) },
            },
            transitions: transition,
            noncurrentVersionTransitions: transition,
          },
          anyOf: [
            has("abortIncompleteMultipartUpload"),
            has("expiration"),
            has("noncurrentVersionExpiration"),
            has("transitions"),
            has("noncurrentVersionTransitions"),
          ],
          description: "a rule with an expiration, a transition or an abort",
        },
      },
    },
  },
  "aws:s3/bucketNotification:BucketNotification": {
    page: `${api}/API_PutBucketNotificationConfiguration.html`,
    required: ["bucket"],
    properties: {
      bucket,
      lambdaFunctions: destinations("lambdaFunctionArn"),
      queues: destinations("queueArn"),
      topics: destinations("topicArn"),
    },
  },
  "aws:s3/bucketObjectv2:BucketObjectv2": {
    page: `${api}/API_PutObject.html`,
    required: ["bucket", "key"],
    properties: {
      bucket,
      key: text(1, 1_024),
      source: unconstrained,
      content: unconstrained,
      contentType: unconstrained,
      tags: { ...tags, maxProperties: 10, page: `${api}/API_PutObjectTagging.html` },
    },
  },
};
