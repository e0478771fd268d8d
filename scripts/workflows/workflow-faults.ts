import { isMap, parse, parseDocument } from "yaml";

type Job = {
  readonly if?: string;
  readonly needs?: string | readonly string[];
  readonly permissions?: Readonly<Record<string, string>>;
  readonly uses?: string;
  readonly "timeout-minutes"?: number;
};

type Workflow = {
  readonly on: string | readonly string[] | Readonly<Record<string, unknown>>;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
};

/** Events that run foreign code with the repository's token and secrets. */
const dangerous = ["pull_request_target", "workflow_run"];

/** Conditions that exclude forks: events that a fork cannot trigger, and comparisons of the repository. */
const ownCode =
  /github\.event_name == '(?:push|schedule)'|github\.event\.pull_request\.head\.repo\.full_name == github\.repository/;

/**
 * The security faults of a GitHub workflow or action, one line each, with its file. actionlint checks the syntax.
 * https://docs.github.com/en/actions/reference/security/secure-use
 */
export function workflowFaults(file: string, text: string): readonly string[] {
  const fault = (message: string) => `${file}: ${message}`;
  const unpinned = [...text.matchAll(/^\s*(?:- )?uses: (\S+)(.*)$/gm)]
    .filter(([, uses = "", rest = ""]) => !isPinned(uses, rest))
    .map(([, uses]) =>
      fault(`${uses} is not pinned: write @, a commit of 40 digits, then # and its version`),
    );
  const workflow = parse(text) as Partial<Workflow>;
  if (!workflow.jobs) return unpinned;
  const { jobs } = workflow;
  const events = eventsOf(text);
  return [
    ...unpinned,
    ...dangerous
      .filter((event) => events.includes(event))
      .map((event) => fault(`${event} runs code of forks with the repository's token`)),
    ...(workflow.permissions && Object.keys(workflow.permissions).length === 0
      ? []
      : [fault("permissions: {} is required at the top level, and each job needs its own")]),
    ...Object.entries(jobs).flatMap(([name, job]) => [
      ...(job.uses || job["timeout-minutes"] ? [] : [fault(`${name} has no timeout-minutes`)]),
      ...(events.includes("pull_request") && mayWrite(job) && !isOwn(name, jobs)
        ? [fault(`${name} has a token that writes, but its condition does not exclude forks`)]
        : []),
    ]),
  ];
}

function isPinned(uses: string, rest: string): boolean {
  return uses.startsWith("./") || (/@[0-9a-f]{40}$/.test(uses) && /^ # v\d/.test(rest));
}

/** YAML 1.1 reads `on` as true. */
function eventsOf(text: string): readonly string[] {
  const on = parseDocument(text).get("on");
  if (isMap(on)) return on.items.map(({ key }) => String(key));
  return [on].flat().map(String);
}

function mayWrite({ permissions = {} }: Job): boolean {
  return Object.values(permissions).includes("write");
}

/** By its own condition, or by that of a job that it needs. */
function isOwn(name: string, jobs: Workflow["jobs"]): boolean {
  const { if: condition = "", needs = [] } = jobs[name] ?? {};
  return ownCode.test(condition) || [needs].flat().some((before) => isOwn(before, jobs));
}
