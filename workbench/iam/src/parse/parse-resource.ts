import {
  anyText,
  type Glob,
  isVariable,
  parseTemplate,
  type Template,
  TemplateError,
} from "../policy-template.ts";
import { expectTexts, type Place, refuse } from "./parse-place.ts";

const arnSegments = 6;
const colon = ":".charCodeAt(0);

/**
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 * @throws PolicyError for what is neither `*` nor an ARN, and for variables before an ARN's fifth colon.
 */
export function parseResources(place: Place, value: unknown): readonly string[] {
  return expectTexts(place, value).map((resource) => {
    if (resource !== "*") checkArn(place, resource);
    return resource;
  });
}

function checkArn(place: Place, resource: string): void {
  const problem = arnProblem(resource, readTemplate(place, resource));
  if (problem !== undefined) refuse(place, `"${resource}" ${problem}`);
}

function arnProblem(resource: string, template: Template): string | undefined {
  if (!resource.startsWith("arn:")) return 'is not "*" or an ARN';
  if (/^arn:[^:]*:[^:]*[*?]/.test(resource)) return "has a wildcard for the service; name it";
  const [first] = template;
  const leading: Glob = first === undefined || isVariable(first) ? [] : first;
  const colons = leading.filter((code) => code === colon).length;
  if (colons >= arnSegments - 1) return undefined;
  if (template.length > 1) return "has a variable before its fifth colon";
  return leading.at(-1) === anyText ? undefined : "lacks parts of an ARN, which has six";
}

function readTemplate(place: Place, resource: string): Template {
  try {
    return parseTemplate(resource, { version: place.version, wildcards: true });
  } catch (error) {
    if (error instanceof TemplateError) return refuse(place, error.message);
    throw error;
  }
}
