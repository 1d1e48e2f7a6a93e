import { readFile } from 'node:fs/promises';
import type { Unit } from '#kernel/organisations/index.ts';
import type { Credentials } from './index.ts';

type Tools = { credentials: Credentials; unit(id: string): Unit | undefined; print(line: string): void };

/** `motcua credentials verify|rotate|revoke-keys`; answers the exit code, 0 only for a valid credential or a done change. */
export async function credentialsCommand([verb, target = '', when]: string[], { credentials, unit, print }: Tools): Promise<number> {
  if (verb === 'verify') return verify(credentials, target, print);
  const found = unit(target);
  if ((verb !== 'rotate' && verb !== 'revoke-keys') || !found) {
    print(found ? 'bin/motcua credentials verify|rotate|revoke-keys' : `Không có đơn vị «${target}».`);
    return 2;
  }
  const named = { id: found.id, name: found.fullName };
  if (verb === 'rotate') await credentials.rotate(named);
  else await credentials.revokeKeys(named, when ? new Date(`${when}T00:00:00+07:00`) : new Date());
  print(
    verb === 'rotate'
      ? `${found.fullName} ký bằng khóa mới từ bây giờ; giấy cũ vẫn đúng.`
      : `Mọi giấy ${found.fullName} ký từ ${when ?? 'bây giờ'} bằng khóa cũ không còn được tin; khóa mới đã thay.`,
  );
  return 0;
}

async function verify(credentials: Credentials, target: string, print: Tools['print']): Promise<number> {
  const text = await readFile(target, 'utf8').catch(() => target);
  const { verdict, claims, issuerName } = await credentials.judge(text.trim());
  print(verdict);
  if (claims) print(JSON.stringify({ ...claims, issuerName }, null, 2));
  return verdict === 'valid' ? 0 : 1;
}
