import type { Call } from "../iam/calls.ts";

/** What AWS does with a permission of a role that it assumes, by the service that assumes it. */
const usesOfAws: readonly {
  readonly service: string;
  readonly actions: RegExp;
  readonly use: string;
}[] = [
  { service: "lambda", actions: /^logs:/, use: "Lambda writes the log" },
  { service: "lambda", actions: /^xray:/, use: "Lambda's daemon sends the spans" },
  { service: "lambda", actions: /^ec2:/, use: "Lambda makes the network interfaces" },
  { service: "lambda", actions: /^sqs:(Receive|Delete|Get)/, use: "Lambda polls the queue" },
  { service: "lambda", actions: /^kinesis:(Describe|Get|List)/, use: "Lambda polls the stream" },
  { service: "lambda", actions: /^s3:ListBucket$/, use: "S3 then answers 404 in place of 403" },
  {
    service: "lambda",
    actions: /^rds-db:connect$/,
    use: "the login to Postgres with a token, which is no call of AWS",
  },
  { service: "states", actions: /^lambda:/, use: "Step Functions invokes the function" },
  { service: "states", actions: /^logs:/, use: "Step Functions writes its log" },
  { service: "scheduler", actions: /^lambda:/, use: "Scheduler invokes the function" },
  {
    service: "scheduler",
    actions: /^sqs:SendMessage$/,
    use: "Scheduler sends a failed call to the dead-letter queue",
  },
];

const shownCalls = 2;

/** Who uses an action: files with a call that requires it, or AWS itself. */
export function usedBy(
  action: string,
  {
    calls,
    services,
    isFailureDestination,
  }: {
    readonly calls: readonly Call[];
    readonly services: readonly string[];
    /** Whether Lambda sends failed events of functions to the resource. */
    readonly isFailureDestination: boolean;
  },
): readonly string[] {
  if (
    isFailureDestination &&
    services.includes("lambda") &&
    /:(SendMessage|Publish)$/.test(action)
  ) {
    return ["Lambda sends to the failure destination"];
  }
  const [, operation = ""] = action.split(":");
  const files = calls
    .filter(({ actions }) => actions.includes(operation))
    .map(({ at }) => fileText(at.replace(/:\d+$/, "")));
  if (files.length > 0) return [...new Set(files)].toSorted().slice(0, shownCalls);
  const use = usesOfAws.find(
    (each) => services.includes(each.service) && each.actions.test(action),
  );
  return use ? [use.use] : [];
}

/** A file of a package by the package's name. */
function fileText(path: string): string {
  const [, name] = /node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules\/)/.exec(path) ?? [];
  return name ?? path;
}
