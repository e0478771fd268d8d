import { createCipheriv, randomBytes } from "node:crypto";
import type { Parameter } from "./parameter.ts";

/**
 * A parameter in the form of the API.
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_Parameter.html
 */
export function parameterAnswer(parameter: Parameter, decrypt: boolean) {
  const value = parameter.readValue();
  return {
    Name: parameter.name,
    ARN: parameter.arn,
    Type: parameter.type,
    DataType: "text",
    Version: parameter.version,
    LastModifiedDate: parameter.modifiedAtMs / 1_000,
    Value: parameter.type === "SecureString" && !decrypt ? encrypted(value) : value,
  };
}

/** The value without decryption: ciphertext, whose key is not kept. */
function encrypted(value: string): string {
  const cipher = createCipheriv("aes-256-gcm", randomBytes(32), randomBytes(12));
  return Buffer.concat([cipher.update(value), cipher.final(), cipher.getAuthTag()]).toString(
    "base64",
  );
}
