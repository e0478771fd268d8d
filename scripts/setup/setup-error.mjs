/** What a person can do something about; the message is one line and says what. */
export class SetupError extends Error {}

/** A signal ended the installing. */
export class InterruptedError extends Error {
  constructor(signal, exitCode) {
    super(`interrupted by ${signal}: the next command installs again`);
    this.exitCode = exitCode;
  }
}
