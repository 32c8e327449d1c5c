export type Asked = { method: string; path: string; key?: string; match?: string; body: unknown };
export type Shelf = { version: number; title: string; summary: string; status: string };
/** What comes of a request before it is dealt with: an answer, or none at all. */
export type Trouble = 'lost' | { status: number; headers?: Record<string, string>; body?: object };
export function serveRecord(): Promise<{
  record: Shelf;
  asked: Asked[];
  trouble: Trouble[];
  origin: string;
  close: () => unknown;
}>;
