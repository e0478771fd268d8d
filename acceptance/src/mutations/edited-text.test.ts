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
    "a statement is removed",
    { file, find: "allow(queue, …);", replace: "" },
    'allow(queue, "send");\n',
    "\n",
  ],
  [
    "code is added after the found code",
    { file, find: "retry: …,", addAfter: "fifo: true," },
    "retry: via.deliveries,",
    "retry: via.deliveries, fifo: true,",
  ],
  [
    "$ has no special meaning in a replacement",
    { file, find: '"orders"', replace: "`$& $1`" },
    '"orders"',
    "`$& $1`",
  ],
])("%s, and the rest is unchanged", (_what, change, before, after) => {
  const [start, end] = program.split(before);
  expect(edit(change)).toEqual({ ok: true, text: `${start}${after}${end}` });
});

test("changes can be in any order, and each one searches the original text", () => {
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
    "missing code is reported with the line that starts the same way",
    [{ file, find: "retry: via.retries", replace: "" }],
    "does not have: retry: via.retries\nline 2 starts the same way: retry: via.deliveries,",
  ],
  [
    "missing code without such a line is reported",
    [{ file, find: "await x", replace: "" }],
    "does not have: await x",
  ],
  [
    "code with several matches is reported with their lines",
    [{ file, find: '"send"', replace: "" }],
    'has several matches (lines 5, 6): "send"',
  ],
  [
    "overlapping changes are reported",
    [
      { file, find: "allow(queue, …);", replace: "" },
      { file, find: "queue,", replace: "" },
    ],
    "has overlapping changes (line 5)",
  ],
  [
    "a change without effect is reported",
    [{ file, find: "topic", replace: "topic" }],
    "is not changed by this edit",
  ],
])("%s", (_what, changes, problem) => {
  expect(edit(...changes)).toEqual({ ok: false, problem });
});
