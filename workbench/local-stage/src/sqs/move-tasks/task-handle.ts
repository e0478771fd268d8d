import { AwsError } from "../../common/aws-error.ts";
import { invalidParameter } from "../sqs-error.ts";

/** The parts of a task handle. It includes the source, so that IAM can be asked before the task is looked up. */
export type TaskReference = { readonly taskId: string; readonly sourceArn: string };

export function formatTaskHandle({ taskId, sourceArn }: TaskReference): string {
  return Buffer.from(JSON.stringify({ taskId, sourceArn })).toString("base64");
}

/** @throws AwsError InvalidParameterValue for an invalid handle. */
export function parseTaskHandle(handle: string): TaskReference {
  try {
    const { taskId, sourceArn } = JSON.parse(Buffer.from(handle, "base64").toString());
    if (typeof taskId === "string" && typeof sourceArn === "string") return { taskId, sourceArn };
  } catch {
    // Not JSON: refused below.
  }
  throw invalidParameter("Value for parameter TaskHandle is invalid.");
}

/** SQS's error for a parameter with the ARN of a queue that does not exist. */
export function resourceNotFound(parameter: "SourceArn" | "DestinationArn"): AwsError {
  return notFound(`The resource that you specified for the ${parameter} parameter doesn't exist.`);
}

export function taskNotFound(): AwsError {
  return notFound("Task does not exist.");
}

function notFound(message: string): AwsError {
  return new AwsError("ResourceNotFoundException", message, {
    status: 404,
    queryCode: "ResourceNotFoundException",
  });
}
