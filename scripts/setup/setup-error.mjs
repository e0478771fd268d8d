/** An error that the user can fix. The message is one line that says how. */
export class SetupError extends Error {}

/** A signal ended the installation. */
export class InterruptedError extends Error {
  constructor(signal, exitCode) {
    super(`interrupted by ${signal}: the next command installs again`);
    this.exitCode = exitCode;
  }
}
