const program = new URL("../../../../sst.config.ts", import.meta.url).href;

/** The name of the app, with which the names of what is deployed begin, as sst.config.ts gives it. */
export async function appName(stage: string): Promise<string> {
  // The file hands its settings to this function of SST's.
  Object.assign(globalThis, { $config: (settings: unknown) => settings });
  const { default: settings } = (await import(program)) as {
    default: { app(input: { stage: string }): { name: string } };
  };
  return settings.app({ stage }).name;
}
