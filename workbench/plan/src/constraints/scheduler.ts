import {
  arn,
  free,
  has,
  hasNone,
  integer,
  is,
  its,
  like,
  oneOf,
  type ServiceConstraints,
  text,
  when,
} from "./constraint.ts";

const name = like("[0-9a-zA-Z_.-]{1,64}", "1 to 64 letters, digits, hyphens, underscores and dots");

export const schedulerConstraints: ServiceConstraints = {
  "aws:scheduler/schedule:Schedule": {
    page: "https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html",
    required: ["flexibleTimeWindow", "scheduleExpression", "target"],
    properties: {
      name,
      groupName: name,
      description: text(0, 512),
      // What it says: validation/schedules.ts.
      scheduleExpression: text(1, 256),
      scheduleExpressionTimezone: text(1, 50),
      startDate: free,
      endDate: free,
      state: oneOf("ENABLED", "DISABLED"),
      kmsKeyArn: arn("kms"),
      flexibleTimeWindow: {
        required: ["mode"],
        properties: {
          mode: oneOf("OFF", "FLEXIBLE"),
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
    together: [
      {
        ...when(
          its("flexibleTimeWindow", is("mode", "FLEXIBLE")),
          its("flexibleTimeWindow", has("maximumWindowInMinutes")),
          its("flexibleTimeWindow", hasNone("maximumWindowInMinutes")),
        ),
        says: "a flexible window needs its minutes, and no other has them",
      },
    ],
  },
};
