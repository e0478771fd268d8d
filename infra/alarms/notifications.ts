import { physicalName } from "../physical-name.ts";
import { stage } from "../stages.ts";

/**
 * Who is told: `page` wakes the person on call, because customers or money are hurt now; `ticket` is read in working hours.
 */
export type Severity = "page" | "ticket";

/** The services that tell of alarms, of the budget and of unusual costs. */
const publishers = [
  "cloudwatch.amazonaws.com",
  "budgets.amazonaws.com",
  "costalerts.amazonaws.com",
];

/** The ARN of the SNS topic of each severity. */
export const topics: Readonly<Record<Severity, $util.Output<string>>> = {
  page: topic("Pages", stage.notify.page),
  ticket: topic("Tickets", stage.notify.ticket),
};

/**
 * It is not encrypted with `alias/aws/sns`: CloudWatch may not use that key, and its messages would be lost. They hold the alarm's
 * text and figures, and no data about customers.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
 */
function topic(name: string, addresses: readonly string[]) {
  const created = new aws.sns.Topic(name, { name: physicalName(name) });
  new aws.sns.TopicPolicy(`${name}Policy`, {
    arn: created.arn,
    policy: aws.iam.getPolicyDocumentOutput({
      statements: [
        {
          actions: ["sns:Publish"],
          resources: [created.arn],
          principals: [{ type: "Service", identifiers: publishers }],
          conditions: [
            {
              test: "StringEquals",
              variable: "aws:SourceAccount",
              values: [aws.getCallerIdentityOutput().accountId],
            },
          ],
        },
      ],
    }).json,
  });
  for (const [index, endpoint] of addresses.entries()) {
    new aws.sns.TopicSubscription(`${name}Subscription${index + 1}`, {
      topic: created.arn,
      protocol: endpoint.startsWith("https://") ? "https" : "email",
      endpoint,
    });
  }
  return created.arn;
}
