import { parseConfig } from "@stagecraft/contracts/links/parse-config";
import { WorkflowLink } from "@stagecraft/contracts/links/workflow-link";
import { Resource } from "sst/resource";

const links = Resource as unknown as Readonly<Record<string, unknown>>;

/** Read once, when the environment starts. */
export const config = {
  workflow: parseConfig("Resource.StartOrderWorkflow", WorkflowLink, links.StartOrderWorkflow),
};
