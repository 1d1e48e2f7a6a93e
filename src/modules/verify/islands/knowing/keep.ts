/** What this phone keeps between visits: lists, settings, its own key, the scan log. IndexedDB, because it outlives the page and holds keys. */
const database = 'xac-thuc';
const shelves = ['kept', 'scans'] as const;
type Shelf = (typeof shelves)[number];

let opened: Promise<IDBDatabase> | undefined;

function open(): Promise<IDBDatabase> {
  opened ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open(database, 1);
    asked.addEventListener('upgradeneeded', () => {
      for (const shelf of shelves) asked.result.createObjectStore(shelf);
    });
    asked.addEventListener('success', () => resolve(asked.result));
    asked.addEventListener('error', () => reject(asked.error));
  });
  return opened;
}

async function ask<T>(shelf: Shelf, mode: IDBTransactionMode, question: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const transaction = (await open()).transaction(shelf, mode);
  return new Promise((resolve, reject) => {
    const asked = question(transaction.objectStore(shelf));
    transaction.addEventListener('complete', () => resolve(asked.result));
    transaction.addEventListener('abort', () => reject(transaction.error ?? asked.error));
  });
}

/** A private window keeps nothing: then everything is forgotten with the page, and nothing breaks. */
const unkept = new Map<string, unknown>();

export async function recall<T>(name: string): Promise<T | undefined> {
  return ask('kept', 'readonly', (store) => store.get(name) as IDBRequest<T | undefined>).catch(() => unkept.get(name) as T | undefined);
}

export async function remember(name: string, value: unknown): Promise<void> {
  await ask('kept', 'readwrite', (store) => store.put(value, name)).catch(() => void unkept.set(name, value));
}

export async function forget(name: string): Promise<void> {
  unkept.delete(name);
  await ask('kept', 'readwrite', (store) => store.delete(name)).catch(() => undefined);
}

/** Refused when the number is taken: another window of the same phone was quicker. */
export async function addScan(seq: number, scan: unknown): Promise<boolean> {
  return ask('scans', 'readwrite', (store) => store.add(scan, seq)).then(
    () => true,
    () => false,
  );
}

export function putScan(seq: number, scan: unknown): Promise<unknown> {
  return ask('scans', 'readwrite', (store) => store.put(scan, seq));
}

export function scansFrom<T>(seq: number, most?: number): Promise<T[]> {
  return ask('scans', 'readonly', (store) => store.getAll(IDBKeyRange.lowerBound(seq), most) as IDBRequest<T[]>);
}

export function dropScansBefore(seq: number): Promise<unknown> {
  return ask('scans', 'readwrite', (store) => store.delete(IDBKeyRange.upperBound(seq, true)));
}

/** The highest number there is; 0 for an empty log. */
export async function lastSeq(): Promise<number> {
  const transaction = (await open()).transaction('scans', 'readonly');
  return new Promise((resolve, reject) => {
    const asked = transaction.objectStore('scans').openKeyCursor(null, 'prev');
    asked.addEventListener('success', () => resolve(Number(asked.result?.key ?? 0)));
    asked.addEventListener('error', () => reject(asked.error));
  });
}
