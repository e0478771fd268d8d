/** Where a client of SQS finds the queue that is measured, and who it is. */
export type QueueAddress = {
  readonly endpoint: string;
  readonly queueUrl: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
};
