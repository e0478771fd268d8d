/** A service of AWS that speaks the JSON protocol: https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html */
export type AwsService = {
  /** As the SDK names it, in spans and in `AWS_ENDPOINT_URL_<ID>`. */
  readonly id: string;
  /** The first label of its host names, and its name in a signature. */
  readonly endpointPrefix: string;
  /** The part of `X-Amz-Target` before the operation. */
  readonly target: string;
  readonly jsonVersion: "1.0" | "1.1";
  /** The longest wait before the first retry after a transient error, where the SDK has another than usual. */
  readonly firstBackoffMs?: number;
  /**
   * Compares the answer with what was sent.
   * @throws Error when the service received something else
   */
  readonly verify?: (input: object, output: object) => void;
};
