/** The trace id in an X-Ray header: `Root=1-5759e988-bd86...;Parent=...;Sampled=0;Lineage=1:fe460cdd:15`. */
export function traceOf(header: string | undefined): string | undefined {
  return header
    ?.split(";")
    .find((part) => part.startsWith("Root="))
    ?.slice("Root=".length);
}
