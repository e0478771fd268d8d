import {
  all,
  arn,
  has,
  is,
  its,
  like,
  oneOf,
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
      name: like("[a-zA-Z0-9_-]{1,80}", "1 to 80 letters, digits, underscores and hyphens"),
      definition: text(1, 1_048_576),
      roleArn: { ...arn("iam", "role/.+"), maxLength: 256 },
      type: oneOf("STANDARD", "EXPRESS"),
      versionDescription: text(0, 256),
      loggingConfiguration: {
        properties: {
          level: oneOf("ALL", "ERROR", "FATAL", "OFF"),
          logDestination: { ...arn("logs", ".+:\\*"), maxLength: 256 },
        },
      },
      encryptionConfiguration: {
        required: ["type"],
        properties: {
          type: oneOf("AWS_OWNED_KEY", "CUSTOMER_MANAGED_KMS_KEY"),
          kmsKeyId: text(1, 2_048),
          kmsDataKeyReusePeriodSeconds: { type: "integer", minimum: 60, maximum: 900 },
        },
      },
      tags,
    },
    together: [
      {
        ...when(
          all(
            has("loggingConfiguration"),
            its("loggingConfiguration", is("level", "ALL", "ERROR", "FATAL")),
          ),
          its("loggingConfiguration", has("logDestination")),
        ),
        says: "a state machine that logs needs a log group, whose ARN ends in :*",
      },
    ],
  },
};
