import { randomUUID } from "node:crypto";
import type { Operation } from "../../common/operation.ts";
import { arnOperation } from "../arn-operation.ts";
import { readText } from "../read-request.ts";
import type { StepFunctionsContext } from "../step-functions-context.ts";
import { stepFunctionsError } from "../step-functions-error.ts";

/** How long an execution's name and history are kept after its end. */
export const keptMs = 90 * 24 * 60 * 60_000;

// biome-ignore lint/suspicious/noControlCharactersInRegex: AWS forbids them in names, so they are looked for
const forbiddenInNames = /[\s<>{}[\]?*"#%\\^|~`$&,;:/\u0000-\u001f\u007f-\u009f]/;

/**
 * Starts an execution. A name can be used once; while the execution runs, the same name and input return it.
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
 */
export function startExecution(context: StepFunctionsContext): Operation {
  const { clock, store, engine, machines } = context;
  return arnOperation("states:StartExecution", "stateMachineArn", (machineArn, fields) => {
    const machine = machines.get(machineArn);
    if (!machine) throw stepFunctionsError("StateMachineDoesNotExist", machineArn);
    const name = readText(fields, "name", 80 * 4) ?? randomUUID();
    if (name === "" || name.length > 80 || forbiddenInNames.test(name)) {
      throw stepFunctionsError("InvalidName", name);
    }
    const inputText = readText(fields, "input") ?? "{}";
    const input = parse(inputText);
    const arn = `${machineArn.replace(":stateMachine:", ":execution:")}:${name}`;
    const startedAtMs = clock.nowMs();
    store.flush();
    let known = store.byArn(arn);
    if (known?.stoppedAtMs && known.stoppedAtMs <= startedAtMs - keptMs) {
      store.forgetEndedUntil(startedAtMs - keptMs);
      known = undefined;
    }
    if (known?.status === "RUNNING" && known.input === inputText) {
      return { executionArn: arn, startDate: known.startedAtMs / 1_000 };
    }
    if (known) throw stepFunctionsError("ExecutionAlreadyExists", arn);
    const { revision } = machine;
    const row = { arn, machineArn, name, revisionId: revision.id, startedAtMs, input: inputText };
    store.atOnce(() => {
      const id = store.insert(row);
      engine.begin({
        id,
        arn,
        name,
        revision,
        inputText,
        input,
        startedAtMs,
        lastEventId: 0,
        threads: new Set(),
      });
      store.flush();
    });
    context.started(machineArn);
    return { executionArn: arn, startDate: startedAtMs / 1_000 };
  });
}

function parse(input: string): unknown {
  if (input.trim() === "") {
    throw stepFunctionsError("InvalidExecutionInput", "Invalid execution input.");
  }
  try {
    return JSON.parse(input);
  } catch (error) {
    throw stepFunctionsError("InvalidExecutionInput", (error as Error).message);
  }
}
