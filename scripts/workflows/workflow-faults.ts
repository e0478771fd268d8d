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

/** They run with the repository's own token and secrets on what anybody sends. */
const dangerous = ["pull_request_target", "workflow_run"];

/** Events that no fork causes, and the question whose code it is. */
const ownCode =
  /github\.event_name == '(?:push|schedule)'|github\.event\.pull_request\.head\.repo\.full_name == github\.repository/;

/**
 * What is wrong with a workflow or an action of GitHub's, one line each, with its file. Beside what actionlint says of its syntax:
 * https://docs.github.com/en/actions/reference/security/secure-use
 */
export function workflowFaults(file: string, text: string): readonly string[] {
  const fault = (message: string) => `${file}: ${message}`;
  const unpinned = [...text.matchAll(/^\s*(?:- )?uses: (\S+)(.*)$/gm)]
    .filter(([, uses = "", rest = ""]) => !isPinned(uses, rest))
    .map(([, uses]) =>
      fault(`${uses} is not pinned: @ and a commit of 40 digits, then # and its version`),
    );
  const workflow = parse(text) as Partial<Workflow>;
  if (!workflow.jobs) return unpinned;
  const { jobs } = workflow;
  const events = eventsOf(text);
  return [
    ...unpinned,
    ...dangerous
      .filter((event) => events.includes(event))
      .map((event) => fault(`${event} runs what anybody sends with the repository's token`)),
    ...(workflow.permissions && Object.keys(workflow.permissions).length === 0
      ? []
      : [fault("permissions: {} must stand at the top, and each job name its own")]),
    ...Object.entries(jobs).flatMap(([name, job]) => [
      ...(job.uses || job["timeout-minutes"] ? [] : [fault(`${name} has no timeout-minutes`)]),
      ...(events.includes("pull_request") && mayWrite(job) && !isOwn(name, jobs)
        ? [fault(`${name} has a token that writes, and its condition does not keep forks out`)]
        : []),
    ]),
  ];
}

function isPinned(uses: string, rest: string): boolean {
  return uses.startsWith("./") || (/@[0-9a-f]{40}$/.test(uses) && /^ # v\d/.test(rest));
}

/** YAML's older version reads `on` as true. */
function eventsOf(text: string): readonly string[] {
  const on = parseDocument(text).get("on");
  if (isMap(on)) return on.items.map(({ key }) => String(key));
  return [on].flat().map(String);
}

function mayWrite({ permissions = {} }: Job): boolean {
  return Object.values(permissions).includes("write");
}

/** By its own condition, or that of a job which it waits for. */
function isOwn(name: string, jobs: Workflow["jobs"]): boolean {
  const { if: condition = "", needs = [] } = jobs[name] ?? {};
  return ownCode.test(condition) || [needs].flat().some((before) => isOwn(before, jobs));
}
