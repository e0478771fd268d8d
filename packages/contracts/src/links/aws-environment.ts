import * as z from "zod";

const text = z.string().min(1);

/** The environment variables that Lambda sets for every function: its region and its role's credentials. */
export const AwsEnvironment = z
  .object({
    AWS_REGION: text,
    AWS_ACCESS_KEY_ID: text,
    AWS_SECRET_ACCESS_KEY: text,
    AWS_SESSION_TOKEN: text,
  })
  .transform((environment) => ({
    region: environment.AWS_REGION,
    credentials: {
      accessKeyId: environment.AWS_ACCESS_KEY_ID,
      secretAccessKey: environment.AWS_SECRET_ACCESS_KEY,
      sessionToken: environment.AWS_SESSION_TOKEN,
    },
  }));
export type AwsEnvironment = z.infer<typeof AwsEnvironment>;

/** The folder with the function's uploaded files. */
export const TaskEnvironment = z.object({ LAMBDA_TASK_ROOT: text });
export type TaskEnvironment = z.infer<typeof TaskEnvironment>;
