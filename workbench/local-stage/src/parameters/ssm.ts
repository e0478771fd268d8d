import type { Account } from "../common/account.ts";
import type { AwsService } from "../endpoint/aws-service.ts";
import { jsonService } from "../endpoint/json-protocol.ts";
import { deleteParameters } from "./delete-parameters.ts";
import { getParameters } from "./get-parameters.ts";
import { getParametersByPath } from "./get-parameters-by-path.ts";
import type { ParameterStore } from "./parameter-store.ts";
import { type FindKey, putParameter } from "./put-parameter.ts";

/**
 * Systems Manager, as far as it is implemented: what reads, writes and deletes parameters.
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-parameter-store.html
 */
export function ssmService(
  store: ParameterStore,
  { region, accountId, findKey }: Account & { readonly findKey: FindKey },
): AwsService {
  const account = { region, accountId };
  return jsonService("Systems Manager", "ssm", {
    ...getParameters(store, account),
    GetParametersByPath: getParametersByPath(store, account),
    PutParameter: putParameter(store, account, findKey),
    ...deleteParameters(store, account),
  });
}
