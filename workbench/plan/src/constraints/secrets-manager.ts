import { arn, has, integer, matching, type ServiceConstraints, tags, text } from "./constraint.ts";

const api = "https://docs.aws.amazon.com/secretsmanager/latest/apireference";

export const secretsManagerConstraints: ServiceConstraints = {
  "aws:secretsmanager/secret:Secret": {
    page: `${api}/API_CreateSecret.html`,
    properties: {
      name: matching("[A-Za-z0-9/_+=.@-]{1,512}", "1 to 512 letters, digits and /_+=.@-"),
      // Pulumi adds 26 digits to it.
      namePrefix: matching("[A-Za-z0-9/_+=.@-]{1,486}", "1 to 486 letters, digits and /_+=.@-"),
      description: text(0, 2_048),
      kmsKeyId: text(0, 2_048),
      recoveryWindowInDays: {
        anyOf: [{ const: 0 }, integer(7, 30)],
        description: "0 for none, or 7 to 30 days",
        page: `${api}/API_DeleteSecret.html`,
      },
      policy: { policyCharacters: 20_480, page: `${api}/API_PutResourcePolicy.html` },
      tags,
    },
  },
  "aws:secretsmanager/secretVersion:SecretVersion": {
    page: `${api}/API_PutSecretValue.html`,
    required: ["secretId"],
    properties: {
      secretId: arn("secretsmanager"),
      secretString: text(1, 65_536),
      secretBinary: text(1, 87_384),
      versionStages: { type: "array", minItems: 1, maxItems: 20, items: text(1, 256) },
    },
    rules: [
      {
        not: has("secretString", "secretBinary"),
        description: "a version holds text or bytes, not both",
      },
    ],
  },
};
