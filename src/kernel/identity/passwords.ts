import { hash, verify } from '@node-rs/argon2';
import { commonPasswords } from './common-passwords.ts';

/** OWASP's floor for argon2id (the library's default algorithm): 19 MiB, two passes, about 25 ms here. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

const longestPassword = 128;

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFC'), cost);
}

/** The hash of nothing anybody can type, so that an unknown login takes as long as a known one. */
const nobody = hashPassword(crypto.randomUUID() + crypto.randomUUID());

/** Compares in the same time whether or not there is an account. */
export async function passwordIs(password: string, storedHash: string | undefined): Promise<boolean> {
  const typed = password.slice(0, longestPassword + 1).normalize('NFC');
  const right = await verify(storedHash ?? (await nobody), typed);
  return right && storedHash !== undefined;
}

/** Why a new password is refused, in words for the person choosing it; undefined when it is good. */
export function weaknessOf(password: string, login: string, shortest: number): string | undefined {
  const letters = [...password.normalize('NFC')];
  const plain = fold(password);
  if (letters.length < shortest) return `Mật khẩu cần ít nhất ${shortest} ký tự.`;
  if (letters.length > longestPassword) return `Mật khẩu dài nhất ${longestPassword} ký tự.`;
  if (plain.includes(fold(login))) return 'Mật khẩu không được chứa tên đăng nhập.';
  if (commonPasswords.has(plain) || new Set(plain).size < 4 || isRun(plain))
    return 'Mật khẩu này nhiều người dùng nên dễ đoán. Hãy ghép vài từ không liên quan, ví dụ tên ba đồ vật quanh bạn.';
  return undefined;
}

function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase();
}

/** 12345678, abcdefgh, 98765432: every step the same. */
function isRun(text: string): boolean {
  const steps = [...text].slice(1).map((letter, i) => (letter.codePointAt(0) ?? 0) - (text.codePointAt(i) ?? 0));
  return steps.length > 0 && steps.every((step) => step === steps[0]);
}
