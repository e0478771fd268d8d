/** The command that requests a quota increase, which takes a day or two. */
export function quotaIncrease(wanted: {
  /** The codes of Service Quotas. */
  readonly service: string;
  readonly quota: string;
  readonly value: number;
  readonly region: string;
}): string {
  const { service, quota, value, region } = wanted;
  return `aws service-quotas request-service-quota-increase --service-code ${service} --quota-code ${quota} --desired-value ${value} --region ${region}`;
}
