import { get, post, postJson, type Route } from '#kernel/web/index.ts';
import { settle, showFlag, showFlags } from './copies/flags.tsx';
import { enrol } from './enrol/enrol.ts';
import { makeCode } from './enrol/make-code.tsx';
import { makeCheckpoint, showCheckpoints } from './list/list.tsx';
import { close, end, openCheckpoint } from './open/open.tsx';
import { receiveScans } from './sync/sync.ts';

const keepers = ['checkpoint', 'leader', 'specialist', 'admin'] as const;
const readers = [...keepers, 'auditor'] as const;

/** The contents page of the module: URL · who · verb. */
export const checkpointRoutes: readonly Route[] = [
  get('/can-bo/chot', readers, showCheckpoints),
  post('/can-bo/chot', keepers, makeCheckpoint),

  // Papers seen at two places at once (nghi vấn); before the addresses of checkpoints, which would take the word for an id
  get('/can-bo/chot/nghi-van', readers, showFlags),
  get('/can-bo/chot/nghi-van/:flag', readers, showFlag),
  post('/can-bo/chot/nghi-van/:flag/ket-luan', keepers, settle),

  // One checkpoint and its phones
  get('/can-bo/chot/:checkpoint', readers, openCheckpoint),
  post('/can-bo/chot/:checkpoint/ma', keepers, makeCode),
  post('/can-bo/chot/:checkpoint/dong', keepers, close),
  post('/can-bo/chot/:checkpoint/may/:device/ngung', keepers, end),

  // Phones (máy tại chốt): no officer is signed in there. The one-time code proves the first, the signature of every entry the second.
  postJson('/xac-thuc/so/dang-ky', 'anyone', enrol, 4 * 1024),
  postJson('/xac-thuc/so', 'anyone', receiveScans, 1024 * 1024),
];
