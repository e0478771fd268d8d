import type {
  CustomerDataCall,
  CustomerErased,
  CustomerFound,
  CustomerPage,
} from "@stagecraft/contracts/customer-data";
import type { OperatorAnswer } from "@stagecraft/lambda/operator-call";
import type { Dependencies } from "./dependencies.ts";
import { eraseCustomer } from "./erase-customer.ts";
import { exportCustomer } from "./export-customer.ts";
import { findCustomer } from "./find-customer.ts";

/** Carries out an operator's call. The log line has numbers of records and no customer. */
export async function answerCall(
  call: CustomerDataCall,
  dependencies: Dependencies,
): Promise<OperatorAnswer<CustomerFound | CustomerPage | CustomerErased>> {
  switch (call.call) {
    case "find": {
      const answer = await findCustomer(call.customerId, dependencies);
      return { answer, fields: { outcome: "found", records: sum(answer.rows) } };
    }
    case "export": {
      const answer = await exportCustomer(call, dependencies);
      return { answer, fields: { outcome: "exported", records: answer.rows.length } };
    }
    case "erase": {
      const answer = await eraseCustomer(call, dependencies);
      const records = answer.outcome === "erased" ? sum(answer.rows) : 0;
      return { answer, fields: { outcome: answer.outcome, records } };
    }
  }
}

function sum(counts: { readonly [table: string]: number }): number {
  return Object.values(counts).reduce((total, rows) => total + rows, 0);
}
