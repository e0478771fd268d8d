import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { eraseCustomer } from "./erase-customer.ts";
import { exportCustomer } from "./export-customer.ts";
import { operatorClients } from "./operator-clients.ts";
import { type OperatorOptions, operatorHelp, readOperatorOptions } from "./operator-options.ts";

try {
  const options = readOperatorOptions(process.argv.slice(2));
  if (options === "help") console.log(operatorHelp);
  else await run(options);
} catch (error) {
  console.error(`customer: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 2;
}

async function run(options: OperatorOptions): Promise<void> {
  const clients = operatorClients();
  try {
    const { Arn: by = "unknown" } = await clients.sts.send(new GetCallerIdentityCommand({}));
    if (options.command === "export") {
      console.log(JSON.stringify(await exportCustomer(clients, options, by), null, 2));
    } else {
      await eraseCustomer(clients, options, { by, say: console.log });
    }
  } finally {
    for (const client of Object.values(clients)) client.destroy();
  }
}
