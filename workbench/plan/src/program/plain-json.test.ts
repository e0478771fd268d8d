import { expect, test } from "vitest";
import { plainJson } from "./plain-json.ts";

test.each(['{"Statement":[]}', '\n  {\n    "Statement": []\n  }\n'])(
  "a policy becomes a document, with any white space in its text: %j",
  async (policy) => {
    expect(await plainJson({ policy }, "/repository")).toEqual({ policy: { Statement: [] } });
  },
);
