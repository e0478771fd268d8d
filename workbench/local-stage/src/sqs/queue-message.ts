/** A message for a queue; attributes as SendMessage takes them. */
export type QueueMessage = {
  readonly body: string;
  readonly attributes?: {
    readonly [name: string]: {
      readonly DataType: "String" | "Number";
      readonly StringValue: string;
    };
  };
};
