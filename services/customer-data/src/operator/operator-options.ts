import { parseArgs } from "node:util";
import { CustomerId } from "@stagecraft/contracts/customer-id";
import { OperatorError } from "./operator-error.ts";

/** The arguments of `npm run customer`. */
export type OperatorOptions = {
  readonly command: "export" | "erase";
  readonly customerId: CustomerId;
  readonly stage: string;
  readonly reason: string;
  /** Erase, and not only show what would be erased. */
  readonly yes: boolean;
};

export const operatorHelp = `npm run customer -- export|erase ID [options]

  Exports or erases the data of one customer.

  export   prints the data as one JSON document, by location
  erase    shows what would be erased, and what would be retained, until when and why; --yes erases. Accounting records stay, and
           lose the customer's id for good. While an order of the customer is in progress, nothing is erased. The command can
           be run again at any time.

  ID              the customer, as their tokens name them (the subject)
  --stage S       the stage (default: local, which must be running: npm start; --state DIR if its state is in another folder)
  --reason TEXT   why, such as the number of the request. It is stored with the operator and the time: do not name a person
  --yes           erase
  --help

  For a deployed stage the AWS SDK finds your credentials and region. They need lambda:InvokeFunction on the function
  CustomerData, sqs:ReceiveMessage, DeleteMessage and ChangeMessageVisibility on the dead-letter queues, and
  dynamodb:BatchGetItem on the table PaymentWaits.`;

/** @throws OperatorError, and TypeError of parseArgs, naming the invalid argument */
export function readOperatorOptions(args: readonly string[]): OperatorOptions | "help" {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      stage: { type: "string", default: "local" },
      reason: { type: "string", default: "" },
      yes: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return "help";
  const [command, id, ...more] = positionals;
  if (command !== "export" && command !== "erase") {
    throw new OperatorError(`The command is export or erase, not "${command ?? ""}". See --help.`);
  }
  const customerId = CustomerId.safeParse(id);
  if (!customerId.success || more.length > 0) {
    throw new OperatorError(
      "Give one customer id as in their tokens (the subject): 1 to 255 ASCII characters.",
    );
  }
  const { stage, reason, yes } = values;
  return { command, customerId: customerId.data, stage, reason, yes };
}
