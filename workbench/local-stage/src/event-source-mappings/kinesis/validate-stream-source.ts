import type { StreamSourceDefinition } from "@stagecraft/plan/resources/lambda/stream-source-definition";

/** @throws Error saying what is not implemented here or what Lambda would refuse, and what to change. */
export function validateStreamSource(source: StreamSourceDefinition) {
  const { logicalName, filterPatterns, onFailureArn, streamArn, tumblingWindowMs } = source;
  const refuse = (why: string): never => {
    throw new Error(`Stream source ${logicalName}: ${why}`);
  };
  if (tumblingWindowMs !== undefined) {
    refuse("tumbling windows are not implemented here. Remove tumblingWindowInSeconds.");
  }
  if (streamArn.includes("/consumer/")) {
    refuse(`enhanced fan-out (${streamArn}) is not implemented here. Name the stream's own ARN.`);
  }
  if (onFailureArn !== undefined && !onFailureArn.startsWith("arn:aws:sqs:")) {
    refuse(`the failure destination ${onFailureArn} is no SQS queue, the only kind here.`);
  }
  if (onFailureArn?.endsWith(".fifo")) {
    refuse(`the failure destination ${onFailureArn} is a FIFO queue; Lambda takes standard ones.`);
  }
  if (filterPatterns.length > 10) refuse("an event source has at most 10 filter patterns.");
}
