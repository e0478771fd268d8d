import { AwsError } from "../common/aws-error.ts";
import type { TableRecord } from "./table-record.ts";

/** An item as the API has it: `{ "id": { "S": "a" } }`. */
export type Item = { readonly [attribute: string]: { readonly [type: string]: unknown } };

/** Decimal digits before the point of the largest number that DynamoDB stores, 9.99...E+125. */
const mostIntegerDigits = 126;

const emptyKey = "The AttributeValue for a key attribute cannot contain an empty string value.";

/**
 * What DynamoDB refuses in an item and its engine here does not: an empty text as a key of an index, and a number that arithmetic made
 * too large.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html
 * @param operation words the error: an update says less than a put
 */
export function itemError(
  table: TableRecord,
  item: Item,
  operation: "put" | "update",
): AwsError | undefined {
  const indexes = [...(table.GlobalSecondaryIndexes ?? []), ...(table.LocalSecondaryIndexes ?? [])];
  for (const { IndexName, KeySchema } of indexes) {
    for (const { AttributeName } of KeySchema) {
      if (item[AttributeName]?.S !== "") continue;
      return validation(
        operation === "put"
          ? `One or more parameter values are not valid. A value specified for a secondary index key is not supported. ${emptyKey} IndexName: ${IndexName}, IndexKey: ${AttributeName}`
          : `One or more parameter values are not valid. The update expression attempted to update a secondary index key to a value that is not supported. ${emptyKey}`,
      );
    }
  }
  if (Object.values(item).some(isTooLarge)) {
    return validation(
      "Number overflow. Attempting to store a number with magnitude larger than supported range",
    );
  }
  return undefined;
}

function isTooLarge(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(value).some(([key, inner]) =>
    key === "N" && typeof inner === "string"
      ? integerDigits(inner) > mostIntegerDigits
      : isTooLarge(inner),
  );
}

/** Of a number without an exponent, as the engine stores it. */
function integerDigits(number: string): number {
  return (/^-?0*(\d*)/.exec(number)?.[1] ?? "").length;
}

function validation(message: string): AwsError {
  return new AwsError("ValidationException", message);
}
