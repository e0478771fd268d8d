import { expect, test } from "vitest";
import { statePath } from "./state-path.ts";

const definition = (states: object) => JSON.stringify({ StartAt: "First", States: states });

test("a path follows Next and the first rule of a choice, and names the functions of its tasks", () => {
  const path = statePath(
    definition({
      First: { Type: "Pass", Next: "Reserve" },
      Reserve: {
        Type: "Task",
        Resource: "arn:aws:states:::lambda:invoke",
        Arguments: { FunctionName: "arn:aws:lambda:us-east-1:1:function:reserve" },
        Next: "IsReserved",
      },
      IsReserved: { Type: "Choice", Choices: [{ Next: "Done" }], Default: "Undo" },
      Undo: { Type: "Task", Resource: "arn:aws:lambda:us-east-1:1:function:undo", Next: "Done" },
      Done: { Type: "Succeed" },
    }),
  );
  expect(path).toEqual([
    { name: "First" },
    { name: "Reserve", functionArn: "arn:aws:lambda:us-east-1:1:function:reserve" },
    { name: "IsReserved" },
    { name: "Done" },
  ]);
});

test("a path that does not end is an error", () => {
  expect(() =>
    statePath(
      definition({
        First: { Type: "Pass", Next: "Again" },
        Again: { Type: "Pass", Next: "First" },
      }),
    ),
  ).toThrow("lead to no end");
});
