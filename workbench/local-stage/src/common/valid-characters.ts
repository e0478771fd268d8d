/** SQS accepts what XML 1.0 does: no control characters but tab and line ends, no lone surrogates, no U+FFFE or U+FFFF. */
export function hasInvalidCharacters(text: string): boolean {
  return !text.isWellFormed() || forbidden.test(text);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;
