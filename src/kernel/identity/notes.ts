import { sameBytes, secretsFrom } from './secrets.ts';

/** Words that travel through a browser and come back unchanged, or do not count. */
export type Notes = { write(purpose: string, words: string): string; read(purpose: string, note: string): string | undefined };

/** Signs words for one purpose with the program's own secret; they can be read by anyone and changed by nobody. */
export function notesFrom(secretKey: string): Notes {
  const secrets = secretsFrom(secretKey);
  const mark = (purpose: string, words: string) => secrets.mark(`note.${purpose}`, words).subarray(0, 16);
  return {
    write: (purpose, words) => `${Buffer.from(words).toString('base64url')}.${mark(purpose, words).toString('base64url')}`,
    read(purpose, note) {
      const [encoded = '', code = ''] = note.split('.');
      const words = Buffer.from(encoded, 'base64url').toString('utf8');
      return sameBytes(mark(purpose, words), Buffer.from(code, 'base64url')) ? words : undefined;
    },
  };
}
