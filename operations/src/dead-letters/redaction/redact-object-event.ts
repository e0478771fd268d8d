type Fields = { readonly [name: string]: unknown };

/**
 * S3's event about an object, with what leads to the object and without the rest, such as the address of who uploaded it.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
 */
export function redactObjectEvent(event: unknown): unknown {
  const { Records: records } = fieldsOf(event);
  if (!Array.isArray(records)) return "(hidden: it is no event of S3)";
  return {
    Records: records.map((record: unknown) => {
      const { s3 } = fieldsOf(record);
      const { bucket, object } = fieldsOf(s3);
      return {
        ...pick(record, ["eventName", "eventTime"]),
        s3: {
          bucket: pick(bucket, ["name"]),
          object: pick(object, ["key", "size", "versionId"]),
        },
      };
    }),
  };
}

function pick(value: unknown, names: readonly string[]): Fields {
  return Object.fromEntries(
    Object.entries(fieldsOf(value)).filter(
      ([name, inner]) => names.includes(name) && typeof inner !== "object",
    ),
  );
}

function fieldsOf(value: unknown): Fields {
  return typeof value === "object" && value !== null ? (value as Fields) : {};
}
