import { parseArgs } from "node:util";
import { CustomerId } from "@stagecraft/contracts/customer-id";
import { OperatorError } from "./operator-error.ts";

/** What `npm run customer` was asked for. */
export type OperatorOptions = {
  readonly command: "export" | "erase";
  readonly customerId: CustomerId;
  readonly stage: string;
  readonly reason: string;
  /** Whether erasing is meant, and not only to be shown. */
  readonly yes: boolean;
};

export const operatorHelp = `npm run customer -- export|erase ID [options]

  export   prints one JSON document with everything that is known of a customer, by place
  erase    shows what would be erased and what would stay, until when and why; --yes erases it. What is kept for the
           books loses its customer for good. Nobody is erased while an order of theirs is under way. Run again at any
           time: what is erased stays so.

  ID              the customer, as their tokens name them (the subject)
  --stage S       the stage (default: local, which has to run: npm start; with its state in another folder: --state DIR)
  --reason TEXT   why, such as the number of the request; it is kept with who asked and when, so it should name nobody
  --yes           erase
  --help

  For a deployed stage the AWS SDK finds your credentials and region. They need lambda:InvokeFunction on the function
  CustomerData, sqs:ReceiveMessage, DeleteMessage and ChangeMessageVisibility on the queues of dead letters, and
  dynamodb:BatchGetItem on the table PaymentWaits.`;

/** @throws OperatorError, and TypeError of parseArgs, naming what is wrong. */
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
    throw new OperatorError(`Say export or erase, not "${command ?? ""}". See --help.`);
  }
  const customerId = CustomerId.safeParse(id);
  if (!customerId.success || more.length > 0) {
    throw new OperatorError("Name one customer, as their tokens do: 1 to 255 characters of ASCII.");
  }
  const { stage, reason, yes } = values;
  return { command, customerId: customerId.data, stage, reason, yes };
}
