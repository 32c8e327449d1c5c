/** Files that are being uploaded, kept in the browser's own database, so that a reload loses neither them nor their place. */
export type Kept = { id: string; key: string; file: File; uploadId?: string };

function opened(): Promise<IDBDatabase> {
  return new Promise((done, fail) => {
    const asked = indexedDB.open('studio-uploads', 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore('files', { keyPath: 'id' });
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => fail(asked.error ?? new Error('no database'));
  });
}
async function inside<T>(mode: IDBTransactionMode, work: (files: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await opened();
  try {
    return await new Promise((done, fail) => {
      const asked = work(database.transaction('files', mode).objectStore('files'));
      asked.onsuccess = () => done(asked.result);
      asked.onerror = () => fail(asked.error ?? new Error('not kept'));
    });
  } finally {
    database.close();
  }
}
/** A browser that keeps nothing (a private window, a full disk) still uploads: only the reload is not covered then. */
const calm = <T>(work: Promise<T>, otherwise: T) => work.catch(() => otherwise);

export const keep = (one: Kept) =>
  calm(
    inside('readwrite', (files) => files.put(one)),
    undefined as unknown,
  );
export const forget = (id: string) =>
  calm(
    inside('readwrite', (files) => files.delete(id)),
    undefined,
  );
export const allKept = () =>
  calm(
    inside('readonly', (files) => files.getAll() as IDBRequest<Kept[]>),
    [],
  );
