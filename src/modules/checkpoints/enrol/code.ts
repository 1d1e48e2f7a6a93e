/** No I, J, L, O, Q, V or Y: what is read aloud over a bad line or copied by hand must not be mistaken. */
const letters = 'ABCDEFGHKMNPRSTUWXZ';
const length = 8;

export function newCode(): string {
  let code = '';
  while (code.length < length) {
    // 247 is the last multiple of 19 in a byte: beyond it some letters would come more often.
    for (const byte of crypto.getRandomValues(new Uint8Array(16))) if (byte < 247 && code.length < length) code += letters[byte % letters.length];
  }
  return code;
}

/** As a person types it, with small letters, a space or a dash in the middle. */
export function readCode(typed: string): string | undefined {
  const code = typed.replace(/[\s-]/g, '').toUpperCase();
  return code.length === length && [...code].every((letter) => letters.includes(letter)) ? code : undefined;
}

/** ABCD-EFGH: in two groups it is easier to say. */
export function spell(code: string): string {
  return `${code.slice(0, 4)}-${code.slice(4)}`;
}

/** What is kept of a code: a mark made with the program's secret, from which nobody finds the code again. */
export function markOf(notes: { write(purpose: string, words: string): string }, code: string): string {
  return notes.write('checkpoint-code', code).split('.')[1] ?? '';
}
