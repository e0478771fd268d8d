import type { Resource } from "@stagecraft/plan/plan";
import type { RestRequest } from "../../endpoint/rest-json-service.ts";
import type { ManagedApi } from "./managed-api.ts";
import { resourceNotFound } from "./management-error.ts";

/** @throws AwsError NotFoundException */
export function findApi(apis: readonly ManagedApi[], { ApiId }: RestRequest["path"]): ManagedApi {
  const found = apis.find(({ apiId }) => apiId === ApiId);
  if (!found) throw resourceNotFound(`Invalid API identifier specified ${ApiId}`);
  return found;
}

/** @throws AwsError NotFoundException */
export function findStage(
  apis: readonly ManagedApi[],
  path: RestRequest["path"],
): { readonly managed: ManagedApi; readonly stage: Resource } {
  const managed = findApi(apis, path);
  const { stage, stageName } = managed;
  if (!stage || stageName !== path.StageName) {
    throw resourceNotFound(`Invalid stage identifier specified ${path.StageName}`);
  }
  return { managed, stage };
}
