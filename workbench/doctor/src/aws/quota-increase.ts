/** The command that asks AWS for more of something, which takes a day or two. */
export function quotaIncrease(wanted: {
  /** Codes of Service Quotas. */
  readonly service: string;
  readonly quota: string;
  readonly value: number;
  readonly region: string;
}): string {
  const { service, quota, value, region } = wanted;
  return `aws service-quotas request-service-quota-increase --service-code ${service} --quota-code ${quota} --desired-value ${value} --region ${region}`;
}
