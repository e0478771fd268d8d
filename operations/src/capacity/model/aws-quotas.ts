import { quotas } from "@stagecraft/plan/quotas";
import type { QuotaModel } from "./system-model.ts";

const { httpApi, lambda, stepFunctions } = quotas;

/** The quotas of an account that has raised none. */
export const awsQuotas: QuotaModel = {
  apiRequests: {
    size: httpApi.accountBurst.value,
    perSecond: httpApi.accountRequestsPerSecond.value,
  },
  workflowStarts: {
    size: stepFunctions.startsAtOnce.value,
    perSecond: stepFunctions.startsPerSecond.value,
  },
  stateTransitions: {
    size: stepFunctions.transitionsAtOnce.value,
    perSecond: stepFunctions.transitionsPerSecond.value,
  },
  taskResults: {
    size: stepFunctions.taskResultsAtOnce.value,
    perSecond: stepFunctions.taskResultsPerSecond.value,
  },
  environmentsPerTenSeconds: lambda.environmentsPerTenSeconds.value,
};
