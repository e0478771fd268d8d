import { expect, test } from "vitest";
import { plainJson } from "./plain-json.ts";

test.each(['{"Statement":[]}', '\n  {\n    "Statement": []\n  }\n'])(
  "a policy is carried as a document, however its text is laid out: %j",
  async (policy) => {
    expect(await plainJson({ policy }, "/repository")).toEqual({ policy: { Statement: [] } });
  },
);
