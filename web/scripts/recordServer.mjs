// A server of one record for tests: it takes a change only from who names its version, and notes all that it is asked.
import { createServer } from 'node:http';

const read = async (request) => {
  let text = '';
  for await (const part of request) text += String(part);
  return text ? JSON.parse(text) : undefined;
};

export async function serveRecord() {
  const it = { record: {}, asked: [], trouble: [], origin: '', close: () => undefined };
  const deal = async (request, response) => {
    const body = await read(request);
    const [key, match] = [request.headers['idempotency-key'], request.headers['if-match']];
    const answer = (status, given, headers = {}) => {
      response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
      response.end(JSON.stringify(given));
    };
    if (request.method === 'GET') return answer(200, it.record);
    it.asked.push({ method: request.method, path: request.url, key, match, body });
    const met = it.trouble.shift();
    if (met === 'lost') return request.socket.destroy();
    if (met) return answer(met.status, { title: `no ${met.status}`, ...met.body }, met.headers);
    if (match !== undefined && match !== `"${it.record.version}"`) return answer(412, { title: 'stale' });
    const change = request.method === 'PATCH' ? body : { status: request.url.split('/').at(-1) };
    it.record = { ...it.record, ...change, version: it.record.version + 1 };
    return answer(200, it.record, { ETag: `"${it.record.version}"` });
  };
  const server = createServer((request, response) => void deal(request, response));
  await new Promise((up) => server.listen(0, '127.0.0.1', up));
  it.origin = `http://127.0.0.1:${server.address().port}`;
  it.close = () => new Promise((down) => server.close(down));
  return it;
}
