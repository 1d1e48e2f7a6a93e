import { Secret, TOTP } from 'otpauth';

const period = 30;

/** A new authenticator secret in base32 (160 bits). */
export function newTotpSecret(): string {
  return new Secret({ size: 20 }).base32;
}

/** The time step a typed code belongs to (±1 around now), or undefined when the code is wrong. */
export function stepOfCode(secret: string, code: string, now: Date): number | undefined {
  if (!/^\d{6}$/.test(code)) return undefined;
  const delta = totp(secret).validate({ token: code, timestamp: now.getTime(), window: 1 });
  return delta === null ? undefined : stepAt(now) + delta;
}

/** The code of a step: for demo accounts and tests. */
export function codeOfStep(secret: string, step: number): string {
  return totp(secret).generate({ timestamp: step * period * 1000 });
}

export function stepAt(now: Date): number {
  return Math.floor(now.getTime() / 1000 / period);
}

/** What the enrolment QR says; authenticator apps read this address. */
export function enrolmentUri(secret: string, login: string): string {
  return new TOTP({ issuer: 'Một Cửa', label: login, secret, period }).toString();
}

function totp(secret: string): TOTP {
  return new TOTP({ secret, period });
}
