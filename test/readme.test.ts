import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readConfig } from '#config';

const readme = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8');

/** The settings as the README gives them, read as systemd reads an EnvironmentFile: one a line, a value to its end. */
function settings(): Record<string, string> {
  const block = [...readme.matchAll(/```ini\n([\s\S]*?)```/g)].map(([, lines = '']) => lines).find((lines) => lines.includes('NODE_ENV=')) ?? '';
  const lines = block.split('\n').map((line) => line.trim());
  return Object.fromEntries(
    lines.filter((line) => line && !line.startsWith('#')).map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
}

describe('the settings of the README', () => {
  const given = { ...settings(), SECRET_KEY: 'x'.repeat(32), SMTP_PASS: 'secret' };

  test('start a production as they stand, once the secrets are filled in', () => {
    const config = readConfig([], given);
    expect(config).toMatchObject({ production: true, demo: false, trustProxy: true, host: '127.0.0.1', dataDir: '/var/lib/motcua' });
    expect(config.smtp).toMatchObject({ host: 'mail.example.gov.vn', port: 587, user: 'motcua' });
    expect(new URL(config.databaseOwnerUrl ?? '').pathname).toBe('/motcua');
  });

  test.each(['DATABASE_URL', 'PUBLIC_URL', 'SECRET_KEY', 'DATA_DIR', 'SMTP_HOST'])('without %s are refused by its name', (name) => {
    expect(() => readConfig([], { ...given, [name]: '' })).toThrow(name);
  });

  test('carry no remark behind a value', () => {
    expect(Object.values(settings()).filter((value) => /\s/.test(value))).toEqual([]);
  });
});
