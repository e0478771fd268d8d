import { DockerfileParser, Keyword } from "dockerfile-ast";

/** What a container runs. */
export type ContainerCommand = {
  /** The arguments of `node`. */
  readonly arguments: readonly string[];
  readonly environment: { readonly [name: string]: string };
};

/**
 * Reads what a container runs from its Dockerfile: CMD and ENV of the last build stage. Nothing is built here, so that the command must
 * be `node` with a file of the folder that the image is built from.
 *
 * @throws Error that says what else the Dockerfile has
 */
export function containerCommand(dockerfile: string): ContainerCommand {
  const parsed = DockerfileParser.parse(dockerfile);
  const instructions = parsed.getInstructions();
  const last = instructions.map((each) => each.getKeyword()).lastIndexOf(Keyword.FROM);
  const stage = instructions.slice(last);
  if (stage.some((each) => each.getKeyword() === Keyword.ENTRYPOINT)) {
    throw new Error("it has an ENTRYPOINT. Write the whole command as CMD");
  }
  const command = parsed
    .getCMDs()
    .at(-1)
    ?.getJSONStrings()
    .map((text) => text.getJSONValue());
  if (command?.[0] !== "node" || command[1] === undefined) {
    throw new Error('its command is not of the form CMD ["node", "FILE"]');
  }
  const variables = parsed
    .getENVs()
    .filter((each) => stage.includes(each))
    .flatMap((each) => each.getProperties());
  return {
    arguments: command.slice(1),
    environment: Object.fromEntries(
      variables.map((variable) => [variable.getName(), variable.getValue() ?? ""]),
    ),
  };
}
