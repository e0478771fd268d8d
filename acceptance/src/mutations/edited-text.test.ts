import { expect, test } from "vitest";
import { type Change, editedText } from "./edited-text.ts";

const program = `const queue = makeQueue({
  retry: via.deliveries,
  name: "orders",
});
allow(queue, "send");
allow(topic, "send");
`;

const file = "infra/queue.ts";
const edit = (...changes: Change[]) => editedText(program, changes);

test.each<[string, Change, string, string]>([
  [
    "an expression is replaced",
    { file, find: "via.deliveries", replace: "via.deliveries - 1" },
    "  retry: via.deliveries,",
    "  retry: via.deliveries - 1,",
  ],
  [
    "a statement is taken out",
    { file, find: "allow(queue, …);", replace: "" },
    'allow(queue, "send");\n',
    "\n",
  ],
  [
    "something is added after what is found",
    { file, find: "retry: …,", addAfter: "fifo: true," },
    "retry: via.deliveries,",
    "retry: via.deliveries, fifo: true,",
  ],
  [
    "a replacement is taken as it is, $ and all",
    { file, find: '"orders"', replace: "`$& $1`" },
    '"orders"',
    "`$& $1`",
  ],
])("%s, and the rest stays as it is", (_what, change, before, after) => {
  const [start, end] = program.split(before);
  expect(edit(change)).toEqual({ ok: true, text: `${start}${after}${end}` });
});

test("changes are made wherever they stand, in any order, and none sees what another made", () => {
  const one = { file, find: '"orders"', replace: '"topic"' };
  const other = { file, find: "const queue", replace: "const orders" };
  const third = { file, find: "topic", replace: "subject" };
  expect(edit(one, other, third)).toEqual({
    ok: true,
    text: program
      .replace("topic", "subject")
      .replace('"orders"', '"topic"')
      .replace("const queue", "const orders"),
  });
});

test.each<[string, Change[], string]>([
  [
    "what is not there is told, with the line that begins like it",
    [{ file, find: "retry: via.retries", replace: "" }],
    "does not have: retry: via.retries\nline 2 begins like it: retry: via.deliveries,",
  ],
  ["or without, if none does", [{ file, find: "await x", replace: "" }], "does not have: await x"],
  [
    "what is there several times is told with its lines",
    [{ file, find: '"send"', replace: "" }],
    'has more than one (lines 5, 6): "send"',
  ],
  [
    "changes in one place are told",
    [
      { file, find: "allow(queue, …);", replace: "" },
      { file, find: "queue,", replace: "" },
    ],
    "is changed twice in the same place (line 5)",
  ],
  [
    "a change that changes nothing is told",
    [{ file, find: "topic", replace: "topic" }],
    "stays as it is with this edit",
  ],
])("%s", (_what, changes, problem) => {
  expect(edit(...changes)).toEqual({ ok: false, problem });
});
