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
  when,
} from "./constraint.ts";

export const stepFunctionsConstraints: ServiceConstraints = {
  "aws:sfn/stateMachine:StateMachine": {
    page: "https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html",
    required: ["definition", "roleArn"],
    properties: {
      name: matching("[a-zA-Z0-9_-]{1,80}", "1 to 80 letters, digits, underscores and hyphens"),
      definition: text(1, 1_048_576),
      roleArn: { ...arn("iam", "role/.+"), maxLength: 256 },
      type: enumOf("STANDARD", "EXPRESS"),
      versionDescription: text(0, 256),
      loggingConfiguration: {
        properties: {
          level: enumOf("ALL", "ERROR", "FATAL", "OFF"),
          logDestination: { ...arn("logs", ".+:\\*"), maxLength: 256 },
        },
      },
      encryptionConfiguration: {
        required: ["type"],
        properties: {
          type: enumOf("AWS_OWNED_KEY", "CUSTOMER_MANAGED_KMS_KEY"),
          kmsKeyId: text(1, 2_048),
          kmsDataKeyReusePeriodSeconds: integer(60, 900),
        },
      },
      tags,
    },
    rules: [
      {
        ...when(
          all(
            has("loggingConfiguration"),
            property("loggingConfiguration", is("level", "ALL", "ERROR", "FATAL")),
          ),
          property("loggingConfiguration", has("logDestination")),
        ),
        description: "a state machine that logs needs a log group, whose ARN ends in :*",
      },
    ],
  },
};
