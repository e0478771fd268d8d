import { WorkflowLink } from "@stagecraft/contracts/links/workflow-link";
import { readLink } from "@stagecraft/lambda/config";

export const config = { workflow: readLink("StartOrderWorkflow", WorkflowLink) };
