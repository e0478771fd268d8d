import { expect, test } from "vitest";
import { checkDefinition } from "./definition/check-definition.ts";
import { compileMachine } from "./definition/compile-machine.ts";
import { describeProblem } from "./definition/definition-problem.ts";
import { invoking } from "./testing/open-test-step-functions.ts";

const pass = { Type: "Pass", End: true };

function problemsOf(states: { readonly [name: string]: object }, top: object = {}) {
  const [StartAt] = Object.keys(states);
  const definition = { QueryLanguage: "JSONata", StartAt, States: states, ...top };
  const found = checkDefinition(definition);
  return (found.length > 0 ? found : compileMachine(definition).problems).map(describeProblem);
}

const map = (more: object) => ({
  Type: "Map",
  ItemProcessor: { StartAt: "One", States: { One: pass } },
  End: true,
  ...more,
});

test("a definition that AWS accepts has no problems, however its expressions are written", () => {
  expect(
    problemsOf({
      Ask: invoking("ask", {
        Comment: "",
        Arguments: {
          FunctionName: "f",
          Payload: { empty: "", lines: "a\nb", list: [1, [["{%$states.input.a%}"]]], no: null },
        },
        Output: "{%\n  $states.result.Payload /* what\n it says */\n%}",
        TimeoutSeconds: 60,
        Retry: [{ ErrorEquals: ["States.ALL"], MaxDelaySeconds: 9, JitterStrategy: "FULL" }],
        Catch: [{ ErrorEquals: ["A"], Output: "{% $states.errorOutput %}", Next: "Each" }],
        Next: "Each",
      }),
      Each: map({ Items: "{% [1, 2] %}", MaxConcurrency: 2, Output: "text" }),
    }),
  ).toEqual([]);
});

// https://docs.aws.amazon.com/step-functions/latest/dg/statemachine-structure.html
test.each<[string, { readonly [name: string]: object }, RegExp]>([
  [
    "JSONPath, said",
    { A: { ...pass, QueryLanguage: "JSONPath" } },
    /^state "A": its QueryLanguage is JSONPath; only JSONata is implemented here/,
  ],
  [
    "SST's name for a task's timeout, which AWS refuses too",
    { A: invoking("a", { Timeout: 60, End: true }) },
    /^state "A": Field 'Timeout' is not supported; the language calls it TimeoutSeconds$/,
  ],
  [
    "a field of JSONPath",
    { A: { ...pass, ResultPath: "$.a" } },
    /^state "A": Field 'ResultPath' is not supported; it belongs to JSONPath$/,
  ],
  [
    "a resource that is not implemented",
    { A: { Type: "Task", Resource: "arn:aws:states:::sns:publish", End: true } },
    /^state "A": the resource arn:aws:states:::sns:publish is not implemented here; these are: .*lambda:invoke/,
  ],
  [
    "a function's ARN as the resource",
    { A: { Type: "Task", Resource: "arn:aws:lambda:eu-west-1:1:function:f", End: true } },
    /^state "A": the resource arn:aws:lambda:eu-west-1:1:function:f is not implemented here/,
  ],
  [
    "another role for a task",
    { A: invoking("a", { Credentials: {}, End: true }) },
    /^state "A": Credentials is not implemented here/,
  ],
  [
    "a batching map",
    { A: map({ ItemBatcher: {} }) },
    /^state "A": ItemBatcher is not implemented here/,
  ],
  [
    "a distributed map",
    {
      A: map({
        ItemProcessor: {
          ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" },
          StartAt: "One",
          States: { One: pass },
        },
      }),
    },
    /^state "A": a DISTRIBUTED map is not implemented here/,
  ],
  [
    "an expression that cannot be parsed",
    { A: { ...pass, Output: { x: ["{% 1 + %}"] } } },
    /^state "A": Output\/x\[0\]: not JSONata: Unexpected end of expression$/,
  ],
  [
    "a condition that cannot be parsed",
    { A: { Type: "Choice", Choices: [{ Condition: "{% ( %}", Next: "B" }] }, B: pass },
    /^state "A": Choices\[0\]\/Condition: not JSONata/,
  ],
  [
    "a result where there is none yet",
    { A: invoking("a", { Arguments: "{% $states.result %}", End: true }) },
    /^state "A": Arguments: \$states.result is not there in this field$/,
  ],
  [
    "an error outside of a catcher",
    { A: { ...pass, Output: "{% $states.errorOutput %}" } },
    /^state "A": Output: \$states.errorOutput is not there in this field$/,
  ],
  [
    "the context by its JSONPath name",
    { A: { ...pass, Output: { id: "{% $$.Execution.Id %}" } } },
    /^state "A": Output: Reference to '\$\$' is not supported; the context is \$states.context$/,
  ],
  [
    "a field of an input that the condition does not name",
    {
      A: { Type: "Choice", Choices: [{ Condition: "{% total > 1 %}", Next: "B" }], Default: "B" },
      B: pass,
    },
    /^state "A": Choices\[0\]\/Condition: Reference to 'total' at the top level is not supported; /,
  ],
  [
    "a heartbeat that comes after the end",
    { A: invoking("a", { TimeoutSeconds: 5, HeartbeatSeconds: 5, End: true }) },
    /^state "A": HeartbeatSeconds must be smaller than TimeoutSeconds$/,
  ],
  [
    "a wildcard among other errors",
    { A: invoking("a", { Retry: [{ ErrorEquals: ["States.ALL", "B"] }], End: true }) },
    /^state "A": States.ALL must stand alone in the last retrier$/,
  ],
  [
    "a branch that assigns an outer variable",
    {
      A: { Type: "Pass", Assign: { x: 1 }, Next: "B" },
      B: map({ ItemProcessor: { StartAt: "C", States: { C: { ...pass, Assign: { x: 2 } } } } }),
    },
    /^state "C": it assigns \$x, which a scope around it assigns too$/,
  ],
  [
    "a branch that assigns a variable of the state's own catcher",
    {
      A: {
        Type: "Parallel",
        Branches: [{ StartAt: "C", States: { C: { ...pass, Assign: { x: 1 } } } }],
        Catch: [{ ErrorEquals: ["E"], Assign: { x: 2 }, Next: "B" }],
        Next: "B",
      },
      B: pass,
    },
    /^state "C": it assigns \$x, which a scope around it assigns too$/,
  ],
  [
    "a rule of an iteration that assigns a variable which the machine assigns later",
    {
      A: map({
        End: undefined,
        Next: "B",
        ItemProcessor: {
          StartAt: "C",
          States: {
            C: {
              Type: "Choice",
              Choices: [{ Condition: "{% true %}", Assign: { x: 1 }, Next: "D" }],
              Default: "D",
            },
            D: pass,
          },
        },
      }),
      B: { ...pass, Assign: { x: 2 } },
    },
    /^state "C": it assigns \$x, which a scope around it assigns too$/,
  ],
  [
    "a part of a variable",
    { A: { ...pass, Assign: { "x.y": 1 } } },
    /^state "A": "x\.y" is no name of a variable: .*a letter, then letters, digits and _, 80 characters at most$/,
  ],
  [
    "a variable with a name that is too long",
    { A: { ...pass, Assign: { ["é".repeat(81)]: 1 } } },
    /^state "A": "é{81}" is no name of a variable/,
  ],
  [
    "the reserved variable",
    { A: { ...pass, Assign: { states: 1 } } },
    /^state "A": the variable \$states is reserved$/,
  ],
  [
    "a next state that is not there",
    { A: { Type: "Pass", Next: "B" } },
    /^state "A": Next leads to "B", and there is no such state beside it$/,
  ],
  [
    "a catcher that leads nowhere",
    { A: invoking("a", { Catch: [{ ErrorEquals: ["E"], Next: "B" }], End: true }) },
    /^state "A": Catch\[0\]\.Next leads to "B", and there is no such state beside it$/,
  ],
  [
    "a choice that leads nowhere",
    {
      A: { Type: "Choice", Choices: [{ Condition: "{% true %}", Next: "B" }], Default: "C" },
      C: pass,
    },
    /^state "A": Choices\[0\]\.Next leads to "B", and there is no such state beside it$/,
  ],
  [
    "a default that leads nowhere",
    {
      A: { Type: "Choice", Choices: [{ Condition: "{% true %}", Next: "C" }], Default: "B" },
      C: pass,
    },
    /^state "A": Default leads to "B", and there is no such state beside it$/,
  ],
  [
    "a way out of a branch",
    {
      A: map({ ItemProcessor: { StartAt: "One", States: { One: { Type: "Pass", Next: "B" } } } }),
      B: pass,
    },
    /^state "One": Next leads to "B", and there is no such state beside it$/,
  ],
  ["no last state", { A: { Type: "Pass", Next: "A" } }, /MISSING_TERMINAL_STATE/],
  ["a wait without a time", { A: { Type: "Wait", End: true } }, /WAIT_DURATION.*"?A"?/],
  ["an unknown type", { A: { Type: "Sleep" } }, /^state "A": "Sleep" is no type of a state$/],
])("refused by state and reason: %s", (_, states, expected) => {
  expect(problemsOf(states)).toEqual([expect.stringMatching(expected)]);
});

// https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html
test("branches may assign the same variable, each its own, and names may have letters of any language", () => {
  const inner = (name: string) => ({
    StartAt: name,
    States: { [name]: { ...pass, Assign: { x: 1, ["é".repeat(80)]: 2, größe_2: 3 } } },
  });
  expect(
    problemsOf({ A: { Type: "Parallel", Branches: [inner("B"), inner("C")], End: true } }),
  ).toEqual([]);
});

test("a definition without a query language is JSONPath", () => {
  const [problem] = problemsOf({ A: pass }, { QueryLanguage: undefined });
  expect(problem).toMatch(/^state "A": its QueryLanguage is JSONPath \(the default\)/);
});
