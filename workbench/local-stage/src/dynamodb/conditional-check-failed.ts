import { AwsError } from "../common/aws-error.ts";

/** A condition did not hold. `item` is the item that it was checked against, if the caller asked for it. */
export class ConditionalCheckFailed extends AwsError {
  readonly item: object;

  constructor(message: string, item: object) {
    super("ConditionalCheckFailedException", message);
    this.item = item;
  }
}
