import {
  arn,
  enumOf,
  has,
  hasNone,
  integer,
  is,
  matching,
  property,
  type ServiceConstraints,
  text,
  unconstrained,
  when,
} from "./constraint.ts";

const name = matching(
  "[0-9a-zA-Z_.-]{1,64}",
  "1 to 64 letters, digits, hyphens, underscores and dots",
);

export const schedulerConstraints: ServiceConstraints = {
  "aws:scheduler/schedule:Schedule": {
    page: "https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html",
    required: ["flexibleTimeWindow", "scheduleExpression", "target"],
    properties: {
      name,
      groupName: name,
      description: text(0, 512),
      // validation/schedules.ts parses it.
      scheduleExpression: text(1, 256),
      scheduleExpressionTimezone: text(1, 50),
      startDate: unconstrained,
      endDate: unconstrained,
      state: enumOf("ENABLED", "DISABLED"),
      kmsKeyArn: arn("kms"),
      flexibleTimeWindow: {
        required: ["mode"],
        properties: {
          mode: enumOf("OFF", "FLEXIBLE"),
          maximumWindowInMinutes: integer(1, 1_440),
        },
      },
      target: {
        required: ["arn", "roleArn"],
        properties: {
          arn: arn(),
          roleArn: arn("iam", "role/.+"),
          input: text(1, 262_144),
          retryPolicy: {
            properties: {
              maximumEventAgeInSeconds: integer(60, 86_400),
              maximumRetryAttempts: integer(0, 185),
            },
          },
          deadLetterConfig: { required: ["arn"], properties: { arn: arn("sqs") } },
          sqsParameters: { properties: { messageGroupId: text(1, 128) } },
        },
      },
    },
    rules: [
      {
        ...when(
          property("flexibleTimeWindow", is("mode", "FLEXIBLE")),
          property("flexibleTimeWindow", has("maximumWindowInMinutes")),
          property("flexibleTimeWindow", hasNone("maximumWindowInMinutes")),
        ),
        description: "a flexible window needs its minutes, and only a flexible window has them",
      },
    ],
  },
};
