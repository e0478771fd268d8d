import { type LoggedError, readLoggedError } from "./logged-error.ts";
import { printFields } from "./print-fields.ts";

/** The maximum depth of causes. */
const deepest = 8;

/** An error for a person: name and message, and below its stack, its causes and the errors that it contains. */
export type PrintedError = { readonly head: string; readonly below: readonly string[] };

export function printError(error: LoggedError, depth = 0): PrintedError {
  const { type, message, stack, cause, fields } = error;
  const [first = "", ...more] = [type, message].filter(Boolean).join(": ").split("\n");
  const own = Object.entries(fields).map(([name, value]) => ({
    name,
    errors: errorsIn(value),
    value,
  }));
  const plain = own.filter(({ errors }) => errors === undefined);
  const held = own.flatMap(({ name, errors = [] }) =>
    errors.map((each) => ({ label: name, error: each })),
  );
  const because = errorsIn(cause)?.map((each) => ({ label: "caused by", error: each }));
  const rest = { ...(cause !== undefined && !because && { cause }) };
  return {
    head: [
      first,
      printFields({ ...Object.fromEntries(plain.map((e) => [e.name, e.value])), ...rest }),
    ]
      .filter(Boolean)
      .join(" "),
    below: [
      ...more,
      ...stack.map((line) => `    ${line.trim()}`),
      ...(depth === deepest
        ? []
        : [...held, ...(because ?? [])].flatMap((each) =>
            printHeld(each.label, each.error, depth),
          )),
    ],
  };
}

/** The errors that a value is or contains; undefined for any other value. */
export function errorsIn(value: unknown): readonly LoggedError[] | undefined {
  const values = Array.isArray(value) ? value : [value];
  const errors = values.flatMap((each) => readLoggedError(each) ?? []);
  return errors.length > 0 && errors.length === values.length ? errors : undefined;
}

/** An error that belongs to another or to a line. */
export function printHeld(label: string, error: LoggedError, depth = 0): readonly string[] {
  const { head, below } = printError(error, depth + 1);
  return [`  ${label}: ${head}`, ...below];
}
