/** A request of a client to AWS. The scope of its signature names the service. */
export type AwsRequest = {
  readonly service: string;
  readonly method: string;
  readonly url: URL;
  /** The operation that the protocol `json` names. */
  readonly target: string;
  readonly body: string;
};
