import type { CloudWatchClient, DescribeAlarmsCommandInput } from "@aws-sdk/client-cloudwatch";

/** The answer to one DescribeAlarms; an error is what the SDK throws. */
type Answer = {
  readonly metric?: readonly string[];
  readonly composite?: readonly string[];
  readonly NextToken?: string;
};

/** Answers DescribeAlarms of a client in place of its endpoint; every other call goes on. */
export function answerAlarms(
  client: CloudWatchClient,
  answer: (input: DescribeAlarmsCommandInput) => Answer | Error,
): void {
  const alarmsOf = (names: readonly string[] = []) =>
    names.map((AlarmName) => ({
      AlarmName,
      StateValue: "ALARM",
      StateReason: "Threshold Crossed",
    }));
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        if (commandName !== "DescribeAlarmsCommand") return next(args);
        const given = answer(args.input as DescribeAlarmsCommandInput);
        if (given instanceof Error) throw given;
        const { metric, composite, NextToken } = given;
        const output = {
          $metadata: {},
          MetricAlarms: alarmsOf(metric),
          CompositeAlarms: alarmsOf(composite),
          NextToken,
        };
        return { output, response: {} };
      },
    { step: "initialize", name: "answerAlarms" },
  );
}
