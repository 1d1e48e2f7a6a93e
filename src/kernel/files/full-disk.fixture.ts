import { openDb } from '#kernel/db/index.ts';
import { openFiles } from './files.ts';
import { speakTus } from './upload/tus.ts';

/** Runs where no file may grow beyond a few blocks, and says what a person would be told. */
const [url = '', dataDir = ''] = process.argv.slice(2);
const db = openDb(url, 1);
const files = openFiles(db, { every: () => undefined }, { dataDir, s3: undefined }, () => new Date());
const bytes = Buffer.from(`%PDF-1.7\n${'x'.repeat(200_000)}\n%%EOF\n`);
const received = await files.receive(bytes, { name: 'to.pdf' });

const { id } = await files.uploads.begin('to.pdf', bytes.length);
const ask = (method: string, path: string, headers: Record<string, string>, body?: Buffer) =>
  speakTus(
    files.uploads,
    new Request(`http://localhost${path}`, { method, headers: { 'tus-resumable': '1.0.0', ...headers }, body: body && new Uint8Array(body) }),
    id,
  );
await ask('POST', '/tep/tai-len', { 'upload-length': String(bytes.length) });
const answer = await ask('PATCH', `/tep/tai-len/${id}`, { 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' }, bytes);
console.log(JSON.stringify({ received, uploaded: [answer.status, await answer.text()] }));
await files.uploads.drop(id);
await db.close();
