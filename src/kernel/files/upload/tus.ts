import type { Server } from '@tus/server';
import { mostBytes } from '../receive.ts';
import type { Uploads } from './uploads.ts';

const servers = new WeakMap<Uploads, Promise<Server>>();
const beginnings = new WeakMap<Request, string>();

/** Lets the tus server answer a request about one upload, whose right to be asked was proven before. */
export async function speakTus(uploads: Uploads, request: Request, id: string): Promise<Response> {
  let server = servers.get(uploads);
  if (!server) servers.set(uploads, (server = openServer(uploads.folder)));
  beginnings.set(request, id);
  return (await server).handleWeb(request);
}

/** Loaded with the first upload. Pieces already received are kept when the line drops in the middle of one. */
async function openServer(directory: string): Promise<Server> {
  const [{ Server }, { FileStore }] = await Promise.all([import('@tus/server'), import('@tus/file-store')]);
  return new Server({
    path: '/tep/tai-len',
    relativeLocation: true,
    // No header that lets another site's script read our answers.
    allowedOrigins: [],
    maxSize: mostBytes,
    datastore: new FileStore({ directory }),
    namingFunction: (request) => beginnings.get(request as Request) ?? '',
    onResponseError: (_, error) => explain(error),
  });
}

const noRoom = { status_code: 507, body: 'Máy chủ đang hết chỗ chứa tệp. Hãy thử lại sau ít phút, hoặc nộp giấy tờ tại bộ phận một cửa.' };

function explain(error: Error | { status_code: number; body: string }) {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  // The file store tells nothing more about a failed write; a line that dropped is reported otherwise, and nobody reads the answer.
  const failedWrite = 'status_code' in error && error.status_code === 500 && error.body.includes('receiving the file');
  return failedWrite || ['ENOSPC', 'EDQUOT', 'EFBIG', 'EROFS'].includes(code) ? noRoom : undefined;
}
