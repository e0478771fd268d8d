import { AwsError } from "../shared/aws-error.ts";

/** A condition did not hold. `item` is what stood in its way, when the caller asked for it. */
export class ConditionalCheckFailed extends AwsError {
  readonly item: object;

  constructor(message: string, item: object) {
    super("ConditionalCheckFailedException", message);
    this.item = item;
  }
}
